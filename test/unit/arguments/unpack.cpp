// SPDX-License-Identifier: MIT
// weft::unpack passes the entries of a map, or the arguments of a call, as arguments; a map passed without it is a value like any
// other.
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

using namespace weft::literals;
using boost::test_tools::per_element;

BOOST_AUTO_TEST_SUITE(unpack_tests)

BOOST_AUTO_TEST_CASE(the_entries_of_a_map_are_passed_by_name) {
    weft::Fabric fabric;
    std::string seen;
    fabric.connect(
        "h",
        [&](const std::string& phase, double loss) {
            seen = phase + std::to_string(static_cast<int>(loss * 4));
        },
        "phase"_a, "loss"_a);
    weft::ArgMap map{"loss"_a = 0.5, "phase"_a = "train"};
    map.set("epoch", 3);
    BOOST_TEST(fabric.call("h", weft::unpack(map)) == 1U);
    BOOST_TEST(seen == "train2");
}

BOOST_AUTO_TEST_CASE(the_map_of_the_call_has_the_entries_in_order) {
    weft::Fabric fabric;
    std::vector<std::string> names;
    fabric.connect("h", [&](const weft::Args& args) {
        names.clear();
        for (const auto& argument : args)
            names.emplace_back(argument.name());
    });
    const weft::ArgMap map{"z"_a = 1, "a"_a = 2, "m"_a = 3};
    fabric.call("h", weft::unpack(map));
    BOOST_TEST(names == (std::vector<std::string>{"z", "a", "m"}), per_element());
}

BOOST_AUTO_TEST_CASE(handlers_write_into_a_map_that_is_not_const) {
    weft::Fabric fabric;
    fabric.connect(
        "h",
        [](int& x, std::string& text) {
            x += 1;
            text += "!";
        },
        "x"_a, "text"_a);
    weft::ArgMap map{"x"_a = 1, "text"_a = "train"};
    fabric.call("h", weft::unpack(map));
    fabric.call("h", weft::unpack(map));
    BOOST_TEST(map.get<int>("x") == 3);
    BOOST_TEST(map.get<std::string>("text") == "train!!");
}

BOOST_AUTO_TEST_CASE(the_values_of_a_const_map_are_const) {
    weft::Fabric fabric;
    int seen = 0;
    fabric.connect(
        "write", [](int& x) { x = 9; }, "x"_a);
    fabric.connect(
        "read", [&](const int& x) { seen = x; }, "x"_a);
    weft::ArgMap map{"x"_a = 1};
    const weft::ArgMap constant{"x"_a = 2};
    BOOST_CHECK_THROW(fabric.call("write", weft::unpack(constant)), weft::ArgumentError);
    BOOST_CHECK_THROW(fabric.call("write", weft::unpack(std::as_const(map))), weft::ArgumentError);
    BOOST_TEST(fabric.call("read", weft::unpack(constant)) == 1U);
    BOOST_TEST(seen == 2);
    BOOST_TEST(fabric.call("write", weft::unpack(map)) == 1U);
    BOOST_TEST(map.get<int>("x") == 9);
    BOOST_TEST(constant.get<int>("x") == 2);
}

BOOST_AUTO_TEST_CASE(an_unpacked_value_is_the_one_in_the_map_each_time) {
    weft::Fabric fabric;
    const int* seen = nullptr;
    fabric.connect(
        "h", [&](const int& x) { seen = &x; }, "x"_a);
    weft::ArgMap map{"x"_a = 1};
    fabric.call("h", weft::unpack(map));
    const int* first = seen;
    fabric.call("h", weft::unpack(map));
    BOOST_CHECK(seen == first);
}

BOOST_AUTO_TEST_CASE(an_empty_map_passes_nothing) {
    weft::Fabric fabric;
    fabric.connect("h", [](const weft::Args& args) { BOOST_TEST(args.empty()); });
    const weft::ArgMap map{};
    BOOST_TEST(fabric.call("h", weft::unpack(map)) == 1U);
    BOOST_TEST(fabric.call("unheard", weft::unpack(map)) == 0U);
}

BOOST_AUTO_TEST_CASE(what_is_missing_or_wrong_in_a_map_throws) {
    weft::Fabric fabric;
    bool ran = false;
    fabric.connect(
        "h", [&](double) { ran = true; }, "loss"_a);
    const weft::ArgMap missing{"los"_a = 0.5};
    const weft::ArgMap wrong{"loss"_a = "0.5"};
    BOOST_CHECK_THROW(fabric.call("h", weft::unpack(missing)), weft::ArgumentError);
    BOOST_CHECK_THROW(fabric.call("h", weft::unpack(wrong)), weft::ArgumentError);
    BOOST_TEST(!ran);
}

BOOST_AUTO_TEST_CASE(a_map_passed_without_unpack_is_a_value) {
    weft::Fabric fabric;
    int seen = 0;
    fabric.connect(
        "read", [&](const weft::ArgMap& state) { seen = state.get<int>("x"); }, "state"_a);
    fabric.connect(
        "write", [](weft::ArgMap& state) { state.set("x", 5); }, "state"_a);
    weft::ArgMap map{"x"_a = 1};
    fabric.call("read", "state"_a = map);
    BOOST_TEST(seen == 1);
    fabric.call("write", "state"_a = map);
    fabric.call("read", map);
    BOOST_TEST(seen == 5);
    fabric.call("read", weft::arg("state", std::as_const(map)));
    BOOST_CHECK_THROW(fabric.call("write", "state"_a = std::as_const(map)), weft::ArgumentError);
    BOOST_CHECK_THROW(fabric.call("read", weft::unpack(map)), weft::ArgumentError);
}

BOOST_AUTO_TEST_CASE(a_map_in_a_map_stays_a_value_when_the_outer_is_unpacked) {
    weft::Fabric fabric;
    int seen = 0;
    fabric.connect(
        "h", [&](const weft::ArgMap& settings) { seen = settings.get<int>("x"); }, "settings"_a);
    const weft::ArgMap outer{"settings"_a = weft::ArgMap{"x"_a = 7}};
    fabric.call("h", weft::unpack(outer));
    BOOST_TEST(seen == 7);
}

BOOST_AUTO_TEST_CASE(a_handler_passes_the_arguments_of_its_call_on) {
    weft::Fabric outer;
    weft::Fabric inner;
    inner.connect(
        "h", [](int first, double loss, bool& stop) { stop = first == 7 && loss > 0.1; }, "first"_a, "loss"_a,
        "stop"_a);
    outer.connect("h", [&](const weft::Args& args) {
        BOOST_TEST(inner.call("h", weft::unpack(args)) == 1U);
        BOOST_TEST(inner.call("unheard", weft::unpack(args)) == 0U);
    });
    bool stop = false;
    const double loss = 0.5;
    outer.call("h", 7, "loss"_a = loss, "stop"_a = stop);
    BOOST_TEST(stop);
    stop = false;
    outer.call("h", 7, weft::arg("loss", loss), weft::arg("stop", stop));
    BOOST_TEST(stop);
    weft::ArgMap map{"first"_a = 7, "loss"_a = 0.25, "stop"_a = false};
    outer.call("h", weft::unpack(map));
    BOOST_TEST(map.get<bool>("stop"));
    BOOST_CHECK_THROW(outer.call("h", 7, "loss"_a = loss, "stop"_a = false), weft::ArgumentError);
    BOOST_CHECK_THROW(outer.call("h", weft::unpack(std::as_const(map))), weft::ArgumentError);
}

BOOST_AUTO_TEST_CASE(a_lazy_argument_that_is_passed_on_is_made_once) {
    weft::Fabric outer;
    weft::Fabric inner;
    int sum = 0;
    int made = 0;
    const auto add = [&sum](const int& value) { sum += value; };
    inner.connect("h", add, "value"_a);
    outer.connect("h", [&](const weft::Args& args) { inner.call("h", weft::unpack(args)); });
    outer.connect("h", add, "value"_a);
    outer.connect("h", [&](const weft::Args& args) { inner.call("h", weft::unpack(args)); });
    outer.call("h", "value"_a = weft::lazy([&made] { return ++made; }));
    BOOST_TEST(made == 1);
    BOOST_TEST(sum == 3);
    outer.call("h", "value"_a = 2);
    BOOST_TEST(sum == 9);
}

BOOST_AUTO_TEST_CASE(what_a_passed_on_lazy_argument_throws_is_nobodys_failure) {
    weft::Fabric outer;
    weft::Fabric inner;
    int failures = 0;
    inner.connect(
        "h", [](int) {}, "value"_a);
    inner.on_error([&](const weft::Failure&) { ++failures; });
    outer.connect("h", [&](const weft::Args& args) { inner.call("h", weft::unpack(args)); });
    BOOST_CHECK_THROW(
        outer.call("h", "value"_a = weft::lazy([]() -> int { throw std::runtime_error("not today"); })),
        std::runtime_error);
    BOOST_TEST(failures == 0);
}

BOOST_AUTO_TEST_SUITE_END()
