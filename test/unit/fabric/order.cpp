// SPDX-License-Identifier: MIT
// Order by name: what each extra asks for, and which order results.
#include "order_log.hpp"
#include "refusal_of.hpp"

#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

using namespace weft::literals;
using order_log::Scene;

BOOST_AUTO_TEST_SUITE(order_tests)

BOOST_AUTO_TEST_CASE(before_puts_a_handler_before_one_that_is_registered_earlier) {
    Scene scene;
    scene.add("a");
    scene.add("b");
    scene.add("c", weft::before("a"));
    BOOST_TEST(scene.run() == "c a b");
}

BOOST_AUTO_TEST_CASE(before_holds_for_a_handler_that_is_registered_later) {
    Scene scene;
    scene.add("a", weft::before("c"));
    scene.add("b");
    scene.add("c", weft::at_front);
    BOOST_TEST(scene.run() == "a c b");
}

BOOST_AUTO_TEST_CASE(after_holds_for_handlers_that_are_registered_earlier_or_later) {
    Scene scene;
    scene.add("a");
    scene.add("b", weft::after("a", "d"));
    BOOST_TEST(scene.run() == "a b");
    scene.add("c");
    BOOST_TEST(scene.run() == "a b c");
    scene.add("d");
    BOOST_TEST(scene.run() == "a d b c");
}

BOOST_AUTO_TEST_CASE(a_name_orders_all_that_go_by_it) {
    Scene scene;
    scene.add("x", weft::after("a"));
    scene.add("a");
    scene.add("b");
    scene.add("a");
    BOOST_TEST(scene.run() == "a a x b");
}

BOOST_AUTO_TEST_CASE(what_has_to_come_before_pulls_what_has_to_come_before_that) {
    Scene scene;
    scene.add("a", weft::after("c"));
    scene.add("b");
    scene.add("c", weft::after("e", "d"));
    scene.add("d");
    scene.add("e");
    BOOST_TEST(scene.run() == "d e c a b");
}

BOOST_AUTO_TEST_CASE(several_that_ask_for_the_same_keep_the_order_of_registration) {
    Scene scene;
    scene.add("x");
    scene.add("a", weft::before("x"));
    scene.add("b", weft::before("x"));
    BOOST_TEST(scene.run() == "a b x");
}

BOOST_AUTO_TEST_CASE(before_all_and_after_all_hold_for_what_comes_later) {
    Scene scene;
    scene.add("last", weft::after_all);
    scene.add("a");
    scene.add("first", weft::before_all);
    scene.add("b");
    scene.add("front", weft::at_front);
    BOOST_TEST(scene.run() == "first front a b last");
}

BOOST_AUTO_TEST_CASE(those_that_say_the_same_keep_the_order_of_registration) {
    Scene scene;
    scene.add("y", weft::after_all);
    scene.add("b", weft::before_all);
    scene.add("z", weft::after_all);
    scene.add("c", weft::before_all);
    scene.add("x", weft::after_all, weft::at_front);
    scene.add("a", weft::at_front, weft::before_all);
    scene.add("m");
    BOOST_TEST(scene.run() == "a b c m x y z");
}

BOOST_AUTO_TEST_CASE(a_name_beats_the_group) {
    Scene scene;
    scene.add("end", weft::after_all);
    scene.add("after_end", weft::after("end"));
    scene.add("begin", weft::before_all);
    scene.add("before_begin", weft::before("begin"));
    scene.add("a");
    BOOST_TEST(scene.run() == "before_begin begin a end after_end");
    scene.add("late_end", weft::after_all);
    BOOST_TEST(scene.run() == "before_begin begin a end after_end late_end");
}

BOOST_AUTO_TEST_CASE(what_joins_a_group_stands_there_by_its_registration) {
    Scene scene;
    scene.add("x", weft::after("one"));
    scene.add("two", weft::after_all);
    scene.add("one", weft::after_all);
    scene.add("a");
    scene.add("y", weft::after("x"));
    BOOST_TEST(scene.run() == "a one x two y");
}

BOOST_AUTO_TEST_CASE(an_after_all_that_has_to_precede_something_comes_right_before_it) {
    Scene scene;
    scene.add("a");
    scene.add("b");
    scene.add("c");
    scene.add("x", weft::after_all, weft::before("b"));
    BOOST_TEST(scene.run() == "a x b c");
}

BOOST_AUTO_TEST_CASE(no_handler_is_before_or_after_itself) {
    Scene scene;
    scene.add("a", weft::before("a"), weft::after("a"));
    BOOST_TEST(scene.run() == "a");
}

BOOST_AUTO_TEST_CASE(a_name_that_nobody_has_asks_for_nothing) {
    Scene scene;
    scene.add("a", weft::after("nobody"));
    scene.add("b", weft::before("nobody"));
    BOOST_TEST(scene.run() == "a b");
}

BOOST_AUTO_TEST_CASE(names_are_copied_at_registration) {
    Scene scene;
    {
        std::string name = "a name that is too long for a small string";
        const std::string_view view = name;
        scene.add("x", weft::after(view));
        name.assign(name.size(), '?');
    }
    scene.add("a name that is too long for a small string");
    BOOST_TEST(scene.run() == "a name that is too long for a small string x");
}

BOOST_AUTO_TEST_CASE(an_extra_keeps_a_string_that_it_was_given) {
    const auto extra = weft::after(std::string("a name that is too long for a small string"));
    Scene scene;
    scene.add("x", extra);
    scene.add("a name that is too long for a small string");
    BOOST_TEST(scene.run() == "a name that is too long for a small string x");
}

BOOST_AUTO_TEST_CASE(extras_of_order_stand_among_the_others_in_any_order) {
    Scene scene;
    int sum = 0;
    scene.add("a");
    scene.fabric.connect(
        "on_step", [&sum](int step) { sum += step; }, weft::after("a"), "step"_a = 3, weft::named("sum"),
        weft::every(2), weft::before("b"), weft::before("c"));
    scene.add("b");
    BOOST_TEST(scene.run() == "a b");
    BOOST_TEST(sum == 0);
    BOOST_TEST(scene.run() == "a b");
    BOOST_TEST(sum == 3);
    BOOST_TEST(scene.listed() == "a sum b");
}

BOOST_AUTO_TEST_CASE(order_holds_on_each_hook_by_itself) {
    Scene scene;
    scene.add("a");
    scene.fabric.connect(
        "on_epoch", [&] { scene.ran.emplace_back("epoch_b"); }, weft::named("b"));
    scene.fabric.connect(
        "on_epoch", [&] { scene.ran.emplace_back("epoch_c"); }, weft::named("c"), weft::before("a", "b"));
    BOOST_TEST(scene.run() == "a");
    scene.ran.clear();
    scene.fabric.call("on_epoch");
    BOOST_TEST(scene.text() == "epoch_c epoch_b");
}

BOOST_AUTO_TEST_CASE(a_circle_is_refused_by_its_names_and_leaves_the_fabric_as_it_was) {
    Scene scene;
    scene.add("a");
    scene.add("b", weft::before("a"));
    scene.add("c", weft::after("a"));
    BOOST_TEST(
        refusal_of([&] { scene.add("d", weft::before("b"), weft::after("c")); }) ==
        "on_step: d closes a circle: a before c before d before b before a; expected before and after to "
        "leave an order");
    BOOST_TEST(scene.run() == "b a c");
    BOOST_TEST(scene.listed() == "b a c");
    BOOST_TEST(refusal_of([&] { scene.add("b", weft::after("b")); }) == "nothing was refused");
    BOOST_TEST(scene.run() == "b a c b");
}

BOOST_AUTO_TEST_CASE(a_name_may_close_a_circle_for_those_who_wait_for_it) {
    Scene scene;
    scene.add("a", weft::before("x"));
    scene.add("b", weft::after("x"), weft::before("a"));
    BOOST_TEST(scene.run() == "b a");
    BOOST_TEST(
        refusal_of([&] { scene.add("x"); }) ==
        "on_step: x closes a circle: a before x before b before a; expected before and after to leave an "
        "order");
    BOOST_TEST(scene.run() == "b a");
}

BOOST_AUTO_TEST_CASE(results_and_bodies_follow_the_order) {
    weft::Fabric fabric;
    std::string text;
    fabric.connect(
        "on_ask", [] { return 1; }, weft::named("one"));
    fabric.connect(
        "on_ask", [] { return 2; }, weft::before("one"));
    BOOST_TEST(fabric.collect<int>("on_ask") == (std::vector<int>{2, 1}), boost::test_tools::per_element());
    BOOST_TEST(fabric.first<int>("on_ask").value() == 2);
    fabric.connect(
        "around", [&text] { text += "inner "; }, weft::named("inner"));
    fabric.connect(
        "around",
        [&text](const weft::Next& next) {
            text += "outer ";
            next();
            text += "end";
        },
        weft::before("inner"));
    BOOST_TEST(fabric.around("around", [&text] { text += "body "; }));
    BOOST_TEST(text == "outer inner body end");
}

BOOST_AUTO_TEST_SUITE_END()
