// SPDX-License-Identifier: MIT
// Overloads that reflection finds: which one a call takes. Only in the build with reflection.
#include "hooks.hpp"

#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <functional>
#include <optional>
#include <string>

using namespace weft::literals;

BOOST_AUTO_TEST_SUITE(reflection_overloads_tests)

namespace {

struct Overloaded {
    std::string seen;

    void on_step(int epoch) { seen = "epoch " + std::to_string(epoch); }
    void on_step(int epoch, const std::string& phase) { seen = phase + " " + std::to_string(epoch); }
    void on_step(const std::string& text) { seen = "text " + text; }
    void on_tie(int first) { seen = "first " + std::to_string(first); }
    void on_tie(long second) { seen = "second " + std::to_string(second); }
    int on_both() { return 1; }
    int on_both() const { return 2; }
    void on_optional(std::optional<int> one) { seen = "one " + std::to_string(one.value_or(-1)); }
    void on_optional(std::optional<int> one, std::optional<int> two) {
        seen = "both " + std::to_string(one.value_or(-1) + two.value_or(-1));
    }
};

bool ties(const weft::Error& error) {
    const std::string text = error.what();
    return text.find("on_tie: ") == 0 &&
           text.find("Overloaded takes both ('first' (int)) and ('second' (long))") != std::string::npos;
}

bool names_all(const weft::Error& error) {
    const std::string text = error.what();
    return text.find("on_step: ") == 0 && text.find("'epoch' (int)") != std::string::npos &&
           text.find("'phase'") != std::string::npos && text.find("'text'") != std::string::npos &&
           text.find("it passes {loss}") != std::string::npos;
}

struct First {
    int seen = 0;
    void on_step(int x) { seen = x; }
};
struct Second {
    int other = 0;
    void on_step(int x, int y) { other = x + y; }
};
struct Merged : First, Second {};

}  // namespace

BOOST_AUTO_TEST_CASE(a_call_takes_the_overload_whose_parameters_it_can_fill) {
    Overloaded object;
    weft::Fabric fabric{std::ref(object)};
    BOOST_TEST(fabric.call("on_step", "epoch"_a = 1) == 1U);
    BOOST_TEST(object.seen == "epoch 1");
    BOOST_TEST(fabric.call("on_step", "text"_a = "some") == 1U);
    BOOST_TEST(object.seen == "text some");
    BOOST_TEST(fabric.call("on_step", 2) == 1U);
    BOOST_TEST(object.seen == "epoch 2");
    BOOST_TEST(fabric.call("on_step", "positional") == 1U);
    BOOST_TEST(object.seen == "text positional");
}

BOOST_AUTO_TEST_CASE(of_several_it_takes_the_one_that_takes_most) {
    Overloaded object;
    weft::Fabric fabric{std::ref(object)};
    fabric.call("on_step", "epoch"_a = 1, "phase"_a = "train", "loss"_a = 0.5);
    BOOST_TEST(object.seen == "train 1");
    fabric.call("on_optional", "one"_a = 1, "two"_a = 2);
    BOOST_TEST(object.seen == "both 3");
}

BOOST_AUTO_TEST_CASE(names_at_run_time_choose_alike) {
    Overloaded object;
    weft::Fabric fabric{std::ref(object)};
    fabric.call("on_step", weft::arg(std::string("epoch"), 1));
    BOOST_TEST(object.seen == "epoch 1");
    fabric.call("on_step", weft::arg(std::string("epoch"), 1), weft::arg(std::string("phase"), "train"));
    BOOST_TEST(object.seen == "train 1");
    BOOST_CHECK_THROW(fabric.call("on_step", weft::arg(std::string("loss"), 1)), weft::ArgumentError);
}

BOOST_AUTO_TEST_CASE(a_tie_throws_and_names_both) {
    Overloaded object;
    weft::Fabric fabric{std::ref(object)};
    fabric.call("on_tie", "second"_a = 2);
    BOOST_TEST(object.seen == "second 2");
    BOOST_CHECK_EXCEPTION(fabric.call("on_tie", "first"_a = 1, "second"_a = 2), weft::ArgumentError, ties);
    BOOST_TEST(object.seen == "second 2");
}

BOOST_AUTO_TEST_CASE(a_call_that_fits_none_throws_and_names_them_all) {
    const weft::Fabric fabric{Overloaded{}};
    BOOST_CHECK_EXCEPTION(fabric.call("on_step", "loss"_a = 0.5), weft::ArgumentError, names_all);
}

BOOST_AUTO_TEST_CASE(of_two_that_differ_in_const_the_object_decides) {
    Overloaded object;
    const weft::Fabric fabric{std::ref(object)};
    const weft::Fabric other{std::cref(object)};
    BOOST_TEST(fabric.collect<int>("on_both").at(0) == 1);
    BOOST_TEST(other.collect<int>("on_both").at(0) == 2);
}

BOOST_AUTO_TEST_CASE(methods_of_one_name_in_two_bases_are_overloads) {
    Merged merged;
    weft::Fabric fabric{std::ref(merged)};
    fabric.call("on_step", "x"_a = 1);
    BOOST_TEST(merged.seen == 1);
    fabric.call("on_step", "x"_a = 1, "y"_a = 2);
    BOOST_TEST(merged.other == 3);
}

BOOST_AUTO_TEST_CASE(overloads_are_one_handler) {
    Overloaded object;
    weft::Fabric fabric;
    weft::Connection connection = fabric.add(std::ref(object));
    BOOST_TEST(fabric.call("on_step", "epoch"_a = 1, "phase"_a = "train") == 1U);
    connection.disconnect();
    BOOST_TEST(fabric.call("on_step", "epoch"_a = 2) == 0U);
    BOOST_TEST(object.seen == "train 1");
}

BOOST_AUTO_TEST_SUITE_END()
