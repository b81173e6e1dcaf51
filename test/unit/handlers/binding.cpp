// SPDX-License-Identifier: MIT
// Filling parameters: by position, by name, by both, with too little, with too much, without names.
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <optional>
#include <string>
#include <vector>

using namespace weft::literals;
using boost::test_tools::per_element;

BOOST_AUTO_TEST_SUITE(binding_tests)

namespace {

using Seen = std::vector<int>;

}  // namespace

BOOST_AUTO_TEST_CASE(parameters_are_filled_by_name_whatever_the_order) {
    weft::Fabric fabric;
    Seen seen;
    fabric.connect(
        "h",
        [&](int a, int b, int c) {
            seen = {a, b, c};
        },
        "a"_a, "b"_a, "c"_a);
    fabric.call("h", "a"_a = 1, "b"_a = 2, "c"_a = 3);
    BOOST_TEST(seen == (Seen{1, 2, 3}), per_element());
    fabric.call("h", "c"_a = 3, "a"_a = 1, "b"_a = 2);
    BOOST_TEST(seen == (Seen{1, 2, 3}), per_element());
    fabric.call("h", weft::arg("b", 5), "c"_a = 6, weft::arg("a", 4));
    BOOST_TEST(seen == (Seen{4, 5, 6}), per_element());
}

BOOST_AUTO_TEST_CASE(positional_arguments_fill_the_first_parameters_in_order) {
    weft::Fabric fabric;
    Seen seen;
    fabric.connect(
        "h",
        [&](int a, int b, int c) {
            seen = {a, b, c};
        },
        "a"_a, "b"_a, "c"_a);
    fabric.call("h", 1, 2, 3);
    BOOST_TEST(seen == (Seen{1, 2, 3}), per_element());
    fabric.call("h", 4, "c"_a = 6, "b"_a = 5);
    BOOST_TEST(seen == (Seen{4, 5, 6}), per_element());
}

BOOST_AUTO_TEST_CASE(handlers_of_one_hook_ask_for_different_arguments) {
    weft::Fabric fabric;
    Seen seen;
    fabric.connect("h", [&] { seen.push_back(0); });
    fabric.connect(
        "h", [&](int b) { seen.push_back(b); }, "b"_a);
    fabric.connect(
        "h", [&](int c, int a) { seen.push_back(10 * c + a); }, "c"_a, "a"_a);
    BOOST_TEST(fabric.call("h", "a"_a = 1, "b"_a = 2, "c"_a = 3, "d"_a = "unread") == 3U);
    BOOST_TEST(seen == (Seen{0, 2, 31}), per_element());
}

BOOST_AUTO_TEST_CASE(surplus_positional_arguments_are_left_out) {
    weft::Fabric fabric;
    Seen seen;
    fabric.connect("h", [&] { seen.push_back(0); });
    fabric.connect(
        "h", [&](int a) { seen.push_back(a); }, "a"_a);
    fabric.connect(
        "h", [&](int a, int) { seen.push_back(10 * a); }, "a"_a);
    BOOST_TEST(fabric.call("h", 1, 2, "unread", 4.0) == 3U);
    BOOST_TEST(seen == (Seen{0, 1, 10}), per_element());
    BOOST_TEST(fabric.call("h", 3, 4, "unread", "b"_a = true) == 3U);
    BOOST_TEST(seen == (Seen{0, 1, 10, 0, 3, 30}), per_element());
}

BOOST_AUTO_TEST_CASE(a_missing_argument_throws) {
    weft::Fabric fabric;
    bool ran = false;
    fabric.connect(
        "h", [&](int, int) { ran = true; }, "a"_a, "b"_a);
    BOOST_CHECK_THROW(fabric.call("h"), weft::ArgumentError);
    BOOST_CHECK_THROW(fabric.call("h", 1), weft::ArgumentError);
    BOOST_CHECK_THROW(fabric.call("h", "a"_a = 1), weft::ArgumentError);
    BOOST_CHECK_THROW(fabric.call("h", "b"_a = 1), weft::ArgumentError);
    BOOST_CHECK_THROW(fabric.call("h", "a"_a = 1, "c"_a = 1), weft::ArgumentError);
    BOOST_CHECK_THROW(fabric.call("h", 1, "B"_a = 1), weft::ArgumentError);
    BOOST_TEST(!ran);
    BOOST_TEST(fabric.call("h", 1, "b"_a = 1) == 1U);
}

BOOST_AUTO_TEST_CASE(a_parameter_filled_by_position_and_by_name_throws) {
    weft::Fabric fabric;
    bool ran = false;
    fabric.connect(
        "h", [&](int, int) { ran = true; }, "a"_a, "b"_a);
    BOOST_CHECK_THROW(fabric.call("h", 1, "a"_a = 2, "b"_a = 3), weft::Error);
    BOOST_CHECK_THROW(fabric.call("h", 1, 2, "b"_a = 3), weft::Error);
    BOOST_CHECK_THROW(fabric.call("h", 1, 2, weft::arg("a", 3)), weft::Error);
    BOOST_CHECK_THROW(fabric.call("h", 1, 2, 3, 4, "a"_a = 3), weft::Error);
    BOOST_TEST(!ran);
}

BOOST_AUTO_TEST_CASE(only_the_handler_whose_parameter_is_filled_twice_is_refused) {
    weft::Fabric fabric;
    Seen seen;
    fabric.connect(
        "h", [&](int x) { seen.push_back(x); }, "x"_a);
    fabric.connect(
        "h", [&](int, int a) { seen.push_back(a); }, "x"_a, "a"_a);
    fabric.connect(
        "h", [&](int a) { seen.push_back(-a); }, "a"_a);
    BOOST_CHECK_THROW(fabric.call("h", 1, "a"_a = 2), weft::Error);
    BOOST_TEST(seen == (Seen{1, 2}), per_element());
}

BOOST_AUTO_TEST_CASE(optional_and_defaulted_parameters_filled_twice_throw_too) {
    weft::Fabric fabric;
    fabric.connect(
        "optional", [](std::optional<int>) {}, "a"_a);
    fabric.connect(
        "default", [](int) {}, "a"_a = 3);
    BOOST_CHECK_THROW(fabric.call("optional", 1, "a"_a = 2), weft::Error);
    BOOST_CHECK_THROW(fabric.call("default", 1, "a"_a = 2), weft::Error);
}

BOOST_AUTO_TEST_CASE(a_parameter_without_a_name_is_filled_by_position_only) {
    weft::Fabric fabric;
    Seen seen;
    fabric.connect("none", [&](int, int) { seen = {1}; });
    BOOST_CHECK_THROW(fabric.call("none", "a"_a = 1, "b"_a = 2), weft::ArgumentError);
    BOOST_CHECK_THROW(fabric.call("none", 1, "b"_a = 2), weft::ArgumentError);
    BOOST_TEST(fabric.call("none", 1, 2) == 1U);

    fabric.connect(
        "some",
        [&](int a, int b) {
            seen = {a, b};
        },
        "a"_a);
    BOOST_CHECK_THROW(fabric.call("some", "a"_a = 1, "b"_a = 2), weft::ArgumentError);
    BOOST_CHECK_THROW(fabric.call("some", 1, "b"_a = 2), weft::ArgumentError);
    BOOST_TEST(fabric.call("some", 1, 2) == 1U);
    BOOST_TEST(seen == (Seen{1, 2}), per_element());
    BOOST_TEST(fabric.call("some", 3, 4, "b"_a = 5) == 1U);
    BOOST_TEST(seen == (Seen{3, 4}), per_element());
}

BOOST_AUTO_TEST_CASE(a_positional_argument_of_the_wrong_type_is_not_skipped) {
    weft::Fabric fabric;
    bool ran = false;
    fabric.connect(
        "h", [&](int, const std::string&) { ran = true; }, "a"_a, "b"_a);
    BOOST_CHECK_THROW(fabric.call("h", "text", 1), weft::ArgumentError);
    BOOST_CHECK_THROW(fabric.call("h", "text"), weft::ArgumentError);
    BOOST_CHECK_THROW(fabric.call("h", "text", "b"_a = "text"), weft::ArgumentError);
    BOOST_TEST(!ran);
}

BOOST_AUTO_TEST_CASE(a_handler_without_parameters_runs_whatever_is_passed) {
    weft::Fabric fabric;
    fabric.connect("h", [] {});
    BOOST_TEST(fabric.call("h") == 1U);
    BOOST_TEST(fabric.call("h", 1, 2, 3) == 1U);
    BOOST_TEST(fabric.call("h", "a"_a = 1) == 1U);
    BOOST_TEST(fabric.call("h", 1, weft::arg("a", 1)) == 1U);
}

BOOST_AUTO_TEST_CASE(names_are_found_among_other_extras_in_any_order) {
    weft::Fabric fabric;
    Seen seen;
    fabric.connect(
        "h", [&](int a, int b) { seen.push_back(10 * a + b); }, "a"_a, "b"_a);
    fabric.connect(
        "h", [&](int a, int b) { seen.push_back(100 + 10 * a + b); }, "a"_a, weft::at_front, "b"_a);
    fabric.connect(
        "h", [&](int a, int b) { seen.push_back(200 + 10 * a + b); }, weft::at_front, "a"_a, "b"_a);
    fabric.connect(
        "h", [&](int a, int b) { seen.push_back(300 + 10 * a + b); }, "a"_a, "b"_a = 9, weft::at_back);
    fabric.connect(
        "h", [&](int a, int b) { seen.push_back(400 + 10 * a + b); }, weft::once, "a"_a, weft::every(1),
        "b"_a = 9);
    fabric.call("h", "b"_a = 2, "a"_a = 1);
    BOOST_TEST(seen == (Seen{212, 112, 12, 312, 412}), per_element());
    fabric.call("h", 1, 2);
    BOOST_TEST(seen == (Seen{212, 112, 12, 312, 412, 212, 112, 12, 312}), per_element());
}

BOOST_AUTO_TEST_CASE(the_order_of_names_is_the_order_of_parameters) {
    weft::Fabric fabric;
    Seen seen;
    fabric.connect(
        "h",
        [&](int first, int second) {
            seen = {first, second};
        },
        "b"_a, "a"_a);
    fabric.call("h", "a"_a = 1, "b"_a = 2);
    BOOST_TEST(seen == (Seen{2, 1}), per_element());
    fabric.call("h", 3, "a"_a = 4);
    BOOST_TEST(seen == (Seen{3, 4}), per_element());
}

BOOST_AUTO_TEST_CASE(twelve_parameters_are_filled_by_name_in_reverse) {
    weft::Fabric fabric;
    Seen seen;
    fabric.connect(
        "h",
        [&](int a, int b, int c, int d, int e, int f, int g, int h, int i, int j, int k, int l) {
            seen = {a, b, c, d, e, f, g, h, i, j, k, l};
        },
        "a"_a, "b"_a, "c"_a, "d"_a, "e"_a, "f"_a, "g"_a, "h"_a, "i"_a, "j"_a, "k"_a, "l"_a);
    const Seen expected{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    fabric.call("h", "l"_a = 12, "k"_a = 11, "j"_a = 10, "i"_a = 9, "h"_a = 8, "g"_a = 7, "f"_a = 6,
                "e"_a = 5, "d"_a = 4, "c"_a = 3, "b"_a = 2, "a"_a = 1);
    BOOST_TEST(seen == expected, per_element());
    seen.clear();
    fabric.call("h", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    BOOST_TEST(seen == expected, per_element());
    seen.clear();
    fabric.call("h", 1, 2, 3, 4, 5, 6, "l"_a = 12, "j"_a = 10, "k"_a = 11, "g"_a = 7, "i"_a = 9, "h"_a = 8);
    BOOST_TEST(seen == expected, per_element());
    BOOST_CHECK_THROW(fabric.call("h", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), weft::ArgumentError);
}

BOOST_AUTO_TEST_CASE(more_parameters_than_are_bound_on_the_stack_are_filled_in_a_call_with_a_run_time_name) {
    weft::Fabric fabric;
    std::vector<double> seen;
    fabric.connect("h", [&seen](int a, int b, int c, int d, int e, int f, int g, int h, int i, int j, int k,
                                int l, int m, int n, int o, int p, double last) {
        seen = {1.0 * (a + b + c + d + e + f + g + h), 1.0 * (i + j + k + l + m + n + o + p), last};
    });
    for (const int last : {17, 18}) {
        fabric.call("h", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, last,
                    weft::arg("more", "text"));
        BOOST_TEST(seen == (std::vector<double>{36, 100, 1.0 * last}), boost::test_tools::per_element());
    }
    BOOST_CHECK_THROW(fabric.call("h", 1, 2, 3, weft::arg("more", "text")), weft::ArgumentError);
}

BOOST_AUTO_TEST_CASE(one_parameter_is_found_among_many_arguments) {
    weft::Fabric fabric;
    int seen = 0;
    fabric.connect(
        "h", [&](int x) { seen = x; }, "m"_a);
    fabric.call("h", "a"_a = 1, "b"_a = 2, "c"_a = 3, "d"_a = 4, "e"_a = 5, "f"_a = 6, "g"_a = 7, "h"_a = 8,
                "i"_a = 9, "j"_a = 10, "k"_a = 11, "l"_a = 12, "m"_a = 13, "n"_a = 14, "o"_a = 15, "p"_a = 16,
                "q"_a = 17, "r"_a = 18);
    BOOST_TEST(seen == 13);
}

BOOST_AUTO_TEST_CASE(parameters_of_many_kinds_are_filled_together) {
    weft::Fabric fabric;
    std::string seen;
    fabric.connect(
        "h",
        [&](int epoch, double loss, const std::string& phase, bool& stop, std::optional<int> seed,
            const weft::Args& args, std::vector<int> sizes) {
            seen = std::to_string(epoch) + phase + std::to_string(static_cast<int>(loss * 4)) +
                   std::to_string(seed.value_or(-1)) + std::to_string(sizes.size()) +
                   std::to_string(args.size());
            stop = true;
        },
        "epoch"_a, "loss"_a, "phase"_a, "should_stop"_a, "seed"_a, "sizes"_a);
    bool stop = false;
    fabric.call("h", "sizes"_a = std::vector<int>{1, 2}, "should_stop"_a = stop, "phase"_a = "train",
                "epoch"_a = 3L, "loss"_a = 0.25F);
    BOOST_TEST(seen == "3train1-125");
    BOOST_TEST(stop);
}

BOOST_AUTO_TEST_SUITE_END()
