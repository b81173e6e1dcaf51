// SPDX-License-Identifier: MIT
// The rows of the parameter table for what may be missing: std::optional, and the whole map as Args.
#include "receiver.hpp"

#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

using namespace weft::literals;
using receiving::Receiver;

BOOST_AUTO_TEST_SUITE(conversions_optional_tests)

BOOST_AUTO_TEST_CASE(an_optional_takes_what_its_type_takes) {
    BOOST_TEST(Receiver<std::optional<int>>{}.takes(3, 3));
    BOOST_TEST(Receiver<std::optional<int>>{}.takes(3UL, 3));
    BOOST_TEST(Receiver<std::optional<double>>{}.takes(3, 3.0));
    BOOST_TEST(Receiver<std::optional<double>>{}.takes(0.5F, 0.5));
    BOOST_TEST(Receiver<std::optional<bool>>{}.takes(false, false));
    BOOST_TEST(Receiver<std::optional<char>>{}.takes('c', 'c'));
    BOOST_TEST(Receiver<std::optional<std::string>>{}.takes("train", std::string{"train"}));
    BOOST_TEST(Receiver<std::optional<std::string>>{}.takes(std::string_view{"train"}, std::string{"train"}));
    BOOST_TEST(
        Receiver<std::optional<std::string_view>>{}.takes(std::string{"train"}, std::string_view{"train"}));
    BOOST_TEST(Receiver<std::optional<std::vector<int>>>{}.takes(std::vector<int>{1}, std::vector<int>{1}));
}

BOOST_AUTO_TEST_CASE(an_optional_takes_an_optional_as_it_is) {
    Receiver<std::optional<int>> receiver;
    BOOST_TEST(receiver.takes(std::optional<int>{3}, 3));
    BOOST_TEST(receiver.takes(std::optional<int>{0}, 0));
    BOOST_TEST(receiver.takes(std::optional<int>{}, std::nullopt));
}

BOOST_AUTO_TEST_CASE(an_optional_throws_for_what_its_type_throws) {
    BOOST_TEST(Receiver<std::optional<int>>{}.refuses(0.5));
    BOOST_TEST(Receiver<std::optional<int>>{}.refuses(true));
    BOOST_TEST(Receiver<std::optional<int>>{}.refuses("3"));
    BOOST_TEST(Receiver<std::optional<std::int8_t>>{}.refuses(300));
    BOOST_TEST(Receiver<std::optional<bool>>{}.refuses(1));
    BOOST_TEST(Receiver<std::optional<std::string>>{}.refuses('c'));
    BOOST_TEST(Receiver<std::optional<double>>{}.refuses(std::string{"0.5"}));
}

BOOST_AUTO_TEST_CASE(an_optional_of_another_type_is_refused_full_or_empty) {
    BOOST_TEST(Receiver<std::optional<double>>{}.refuses(std::optional<int>{3}));
    BOOST_TEST(Receiver<std::optional<double>>{}.refuses(std::optional<int>{}));
    BOOST_TEST(Receiver<std::optional<int>>{}.refuses(std::optional<long>{3}));
    BOOST_TEST(Receiver<int>{}.refuses(std::optional<int>{3}));
    BOOST_TEST(Receiver<std::optional<bool>>{}.refuses(std::optional<int>{1}));
}

BOOST_AUTO_TEST_CASE(an_optional_of_an_optional_takes_each_layer_as_it_is) {
    using Inner = std::optional<int>;
    using Middle = std::optional<Inner>;
    using Outer = std::optional<Middle>;
    Receiver<Middle> two;
    BOOST_TEST(two.takes(3, Middle{3}));
    BOOST_TEST(two.takes(3UL, Middle{3}));
    BOOST_TEST(two.takes(Inner{3}, Middle{3}));
    BOOST_TEST((two.takes(Inner{}, Middle{Inner{}})));
    BOOST_TEST(two.takes(Middle{Inner{4}}, Middle{4}));
    BOOST_TEST((two.takes(Middle{}, Middle{})));
    BOOST_TEST((two.refuses(Outer{Middle{3}})));
    BOOST_TEST(two.refuses(std::optional<long>{3}));
    BOOST_TEST(two.refuses(4294967296));
    Receiver<Outer> three;
    BOOST_TEST((three.takes(3, Outer{3})));
    BOOST_TEST((three.takes(Inner{3}, Outer{3})));
    BOOST_TEST((three.takes(Inner{}, Outer{Middle{Inner{}}})));
    BOOST_TEST((three.takes(Middle{}, Outer{Middle{}})));
    BOOST_TEST((three.takes(Middle{5}, Outer{5})));
    BOOST_TEST((three.takes(Outer{}, Outer{})));
    using Text = std::optional<std::optional<std::string>>;
    Receiver<Text> text;
    BOOST_TEST((text.takes("train", Text{"train"})));
    BOOST_TEST((text.takes(std::string_view{"train"}, Text{"train"})));
    BOOST_TEST((text.takes(std::optional<std::string>{"train"}, Text{"train"})));
    BOOST_TEST((text.takes(std::optional<std::string>{}, Text{std::optional<std::string>{}})));
    using View = std::optional<std::optional<std::string_view>>;
    Receiver<View> view;
    BOOST_TEST((view.takes(std::string{"train"}, View{"train"})));
    BOOST_TEST((view.takes(std::optional<std::string_view>{"train"}, View{"train"})));
    BOOST_TEST((view.refuses(std::optional<std::string>{"train"})));
}

BOOST_AUTO_TEST_CASE(one_handler_takes_each_layer_of_an_optional_in_turn) {
    using Inner = std::optional<int>;
    using Middle = std::optional<Inner>;
    std::vector<int> seen;
    weft::Fabric fabric;
    fabric.connect(
        "h", [&](const Middle& x) { seen.push_back(!x    ? -2
                                                   : !*x ? -1
                                                         : **x); }, "x"_a);
    for (int round = 0; round < 2; ++round) {
        fabric.call("h", "x"_a = Inner{1});
        fabric.call("h", "x"_a = Middle{Inner{2}});
        fabric.call("h", "x"_a = 3);
        fabric.call("h", "x"_a = Inner{});
        fabric.call("h", "x"_a = Middle{});
        fabric.call("h");
        BOOST_CHECK_THROW(fabric.call("h", "x"_a = 1.5), weft::ArgumentError);
    }
    BOOST_TEST(seen == (std::vector<int>{1, 2, 3, -1, -2, -2, 1, 2, 3, -1, -2, -2}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(an_optional_of_an_optional_is_answered_and_kept_in_a_map) {
    using Inner = std::optional<int>;
    using Middle = std::optional<Inner>;
    weft::Fabric fabric;
    fabric.connect("h", [] { return Inner{7}; });
    fabric.connect("h", [] { return Middle{Inner{8}}; });
    fabric.connect("h", [] { return 9; });
    fabric.connect("h", [] { return Middle{Inner{}}; });
    BOOST_TEST((fabric.collect<Middle>("h") == std::vector<Middle>{7, 8, 9}));
    BOOST_TEST((fabric.first<Middle>("h") == std::optional<Middle>{7}));
    const weft::ArgMap map{"inner"_a = Inner{1}, "middle"_a = Middle{Inner{2}}, "plain"_a = 3};
    BOOST_TEST((map.get<Middle>("inner") == Middle{1}));
    BOOST_TEST((map.get<Middle>("middle") == Middle{2}));
    BOOST_TEST((map.get<Middle>("plain") == Middle{3}));
    BOOST_TEST((map.get<Middle>("missing") == Middle{}));
    BOOST_TEST((map.get_or<Middle>("missing", Middle{4}) == Middle{4}));
    BOOST_TEST((map.get_or<Middle>("inner", Middle{4}) == Middle{1}));
    BOOST_TEST((map.get<const Inner&>("inner") == Inner{1}));
    BOOST_CHECK_THROW(static_cast<void>(map.get<const Middle&>("inner")), weft::ArgumentError);
}

BOOST_AUTO_TEST_CASE(an_optional_of_an_optional_keeps_the_text_of_its_default) {
    using View = std::optional<std::optional<std::string_view>>;
    weft::Fabric fabric;
    std::vector<std::string> seen;
    const auto note = [&](const View& x) { seen.emplace_back(x && *x ? **x : "none"); };
    {
        const std::string text = "a text that is too long to be kept in place";
        fabric.connect("h", note, "x"_a = text);
        fabric.connect("h", note, "x"_a = std::optional<std::string_view>{text});
        fabric.connect("h", note, "x"_a = View{text});
        fabric.connect("h", note, "x"_a = std::nullopt);
    }
    fabric.call("h");
    const std::string kept = "a text that is too long to be kept in place";
    BOOST_TEST(seen == (std::vector<std::string>{kept, kept, kept, "none"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(an_optional_of_an_optional_tells_the_range_of_what_it_holds) {
    weft::Fabric fabric;
    fabric.connect(
        "h", [](std::optional<std::optional<std::int8_t>>) {}, "x"_a);
    BOOST_CHECK_EXCEPTION(fabric.call("h", "x"_a = 300), weft::ArgumentError,
                          [](const weft::ArgumentError& error) {
                              return std::string(error.what()).find("-128 to 127") != std::string::npos;
                          });
}

BOOST_AUTO_TEST_CASE(an_optional_is_empty_where_its_argument_is_missing) {
    weft::Fabric fabric;
    int ran = 0;
    fabric.connect(
        "h", [&](std::optional<int> x, const std::optional<std::string>& y) { ran += x || y ? 100 : 1; },
        "x"_a, "y"_a);
    BOOST_TEST(fabric.call("h") == 1U);
    BOOST_TEST(fabric.call("h", "other"_a = 3) == 1U);
    BOOST_TEST(fabric.call("h", weft::arg("X", 3)) == 1U);
    BOOST_TEST(ran == 3);
}

BOOST_AUTO_TEST_CASE(an_optional_is_not_left_full_from_the_call_before) {
    weft::Fabric fabric;
    std::vector<int> seen;
    fabric.connect(
        "h", [&](std::optional<int> x) { seen.push_back(x.value_or(-1)); }, "x"_a);
    fabric.call("h", "x"_a = 1);
    fabric.call("h");
    fabric.call("h", 2);
    fabric.call("h", "y"_a = 3);
    fabric.call("h", "x"_a = std::optional<int>{});
    fabric.call("h", "x"_a = 4);
    BOOST_TEST(seen == (std::vector<int>{1, -1, 2, -1, -1, 4}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(an_optional_without_a_name_is_filled_by_position_only) {
    weft::Fabric fabric;
    int seen = 0;
    fabric.connect("h", [&](std::optional<int>) { ++seen; });
    fabric.connect(
        "g", [&](int, std::optional<int> second) { seen = second.value_or(-1); }, "first"_a);
    BOOST_TEST(fabric.call("h") == 1U);
    BOOST_TEST(fabric.call("h", 3) == 1U);
    fabric.call("g", "first"_a = 1, "second"_a = 2);
    BOOST_TEST(seen == -1);
    fabric.call("g", 1, 2);
    BOOST_TEST(seen == 2);
}

BOOST_AUTO_TEST_CASE(a_mutable_optional_takes_exactly_an_optional) {
    weft::Fabric fabric;
    fabric.connect(
        "h", [](std::optional<int>& x) { x = 5; }, "x"_a);
    std::optional<int> optional;
    int plain = 1;
    fabric.call("h", "x"_a = optional);
    BOOST_TEST(optional.value_or(0) == 5);
    BOOST_CHECK_THROW(fabric.call("h", "x"_a = plain), weft::ArgumentError);
    const std::optional<int> constant;
    BOOST_CHECK_THROW(fabric.call("h", "x"_a = constant), weft::ArgumentError);
}

BOOST_AUTO_TEST_CASE(args_take_everything_even_nothing) {
    weft::Fabric fabric;
    std::vector<std::size_t> sizes;
    fabric.connect("h", [&](const weft::Args& args) { sizes.push_back(args.size()); });
    fabric.call("h");
    fabric.call("h", 1, "x"_a = 2, weft::arg("y", 3));
    BOOST_TEST(sizes == (std::vector<std::size_t>{0, 3}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(args_take_up_no_position) {
    weft::Fabric fabric;
    std::vector<int> seen;
    fabric.connect(
        "first",
        [&](const weft::Args&, int a, int b) {
            seen = {a, b};
        },
        "a"_a, "b"_a);
    fabric.connect(
        "middle",
        [&](int a, const weft::Args&, int b) {
            seen = {a, b};
        },
        "a"_a, "b"_a);
    fabric.connect(
        "last",
        [&](int a, int b, const weft::Args&) {
            seen = {a, b};
        },
        "a"_a, "b"_a);
    for (const char* hook : {"first", "middle", "last"}) {
        fabric.call(hook, 1, 2);
        BOOST_TEST(seen == (std::vector<int>{1, 2}), boost::test_tools::per_element());
        fabric.call(hook, 3, "b"_a = 4);
        BOOST_TEST(seen == (std::vector<int>{3, 4}), boost::test_tools::per_element());
        fabric.call(hook, "b"_a = 6, "a"_a = 5);
        BOOST_TEST(seen == (std::vector<int>{5, 6}), boost::test_tools::per_element());
        BOOST_CHECK_THROW(fabric.call(hook, 1), weft::ArgumentError);
    }
}

BOOST_AUTO_TEST_CASE(args_show_what_fills_other_parameters_too) {
    weft::Fabric fabric;
    bool complete = false;
    fabric.connect(
        "h",
        [&](int a, const weft::Args& args) {
            complete = args.size() == 2 && args.get<int>("a") == a && args.get<int>("b") == 2;
        },
        "a"_a);
    fabric.call("h", "a"_a = 1, "b"_a = 2);
    BOOST_TEST(complete);
}

BOOST_AUTO_TEST_SUITE_END()
