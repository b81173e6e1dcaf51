// SPDX-License-Identifier: MIT
// What pluggy's suite (pytest-dev/pluggy, folder testing) expects of arguments, defaults and results. There the last
// registered runs first; here the first does.
#include "hooks.hpp"

#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

using namespace weft::literals;
using boost::test_tools::per_element;

BOOST_AUTO_TEST_SUITE(other_suites_pluggy_tests)

namespace {

struct Sum {
    [[nodiscard]] int f(int x, int y) const { return x + y; }
};
HOOKS(Sum, (f, x, y))

struct WrongArgument {
    void on_hello([[maybe_unused]] int argwrong) {}
};
HOOKS(WrongArgument, (on_hello, argwrong))

struct First {
    [[nodiscard]] int on_hello(int arg1, int common) const { return arg1 + common; }
};
HOOKS(First, (on_hello, arg1, common))

struct Second {
    [[nodiscard]] int on_hello(int arg2, int common) const { return arg2 + common; }
};
HOOKS(Second, (on_hello, arg2, common))

}  // namespace

// pluggy, test_multicall.py, test_keyword_args
BOOST_AUTO_TEST_CASE(each_takes_of_the_arguments_what_it_names) {
    weft::Fabric fabric;
    fabric.add(Sum{});
    fabric.connect(
        "f", [](int x) { return x + 1; }, "x"_a);
    BOOST_TEST(fabric.collect<int>("f", "x"_a = 23, "y"_a = 24) == (std::vector<int>{47, 24}), per_element());
}

// pluggy, test_multicall.py, test_keyword_args_with_defaultargs: a default counts where the caller passes nothing. In pluggy
// it counts always, as a parameter with one is never filled; here the caller's word is the last.
BOOST_AUTO_TEST_CASE(a_default_stands_in_and_the_caller_has_the_last_word) {
    weft::Fabric fabric;
    fabric.connect(
        "f", [](int x, int z) { return x + z; }, "x"_a, "z"_a = 1);
    BOOST_TEST(fabric.collect<int>("f", "x"_a = 23, "y"_a = 24) == std::vector<int>{24}, per_element());
    BOOST_TEST(fabric.collect<int>("f", "x"_a = 23, "z"_a = 24) == std::vector<int>{47}, per_element());
}

// pluggy, test_multicall.py, test_tags_call_error
BOOST_AUTO_TEST_CASE(a_missing_argument_is_an_error_that_names_it) {
    weft::Fabric fabric;
    fabric.connect(
        "f", [](int x) { return x; }, "x"_a);
    const auto names_it = [](const weft::ArgumentError& error) {
        return std::string_view(error.what()).find("takes 'x' (int)") != std::string_view::npos;
    };
    BOOST_CHECK_EXCEPTION(fabric.call("f"), weft::ArgumentError, names_it);
    BOOST_CHECK_EXCEPTION(static_cast<void>(fabric.collect<int>("f")), weft::ArgumentError, names_it);
}

// pluggy, test_multicall.py, test_call_none_is_no_result
BOOST_AUTO_TEST_CASE(nothing_is_no_result) {
    weft::Fabric fabric;
    fabric.connect("f", []() -> std::optional<int> { return std::nullopt; });
    fabric.connect("f", [] { return 1; });
    fabric.connect("f", [] {});
    BOOST_TEST(fabric.first<int>("f").value() == 1);
    BOOST_TEST(fabric.collect<int>("f") == std::vector<int>{1}, per_element());
}

// pluggy, test_invocations.py, test_argmismatch
BOOST_AUTO_TEST_CASE(an_argument_that_the_hook_does_not_pass_is_refused_at_registration) {
    weft::Fabric fabric;
    fabric.declare("on_hello", "arg"_a);
    fabric.strict();
    BOOST_CHECK_EXCEPTION(fabric.add(WrongArgument{}), weft::Error, [](const weft::Error& error) {
        return std::string_view(error.what()).find("argwrong") != std::string_view::npos;
    });
    BOOST_TEST(fabric.call("on_hello", "arg"_a = 1) == 0U);
}

// pluggy, test_invocations.py, test_opt_in_args
BOOST_AUTO_TEST_CASE(two_with_different_arguments_serve_one_hook) {
    const weft::Fabric fabric{First{}, Second{}};
    BOOST_TEST(fabric.collect<int>("on_hello", "arg1"_a = 1, "arg2"_a = 2, "common"_a = 0) ==
                   (std::vector<int>{1, 2}),
               per_element());
}

// pluggy, test_invocations.py, test_call_order; test_method_ordering.py
BOOST_AUTO_TEST_CASE(results_are_in_the_order_of_registration) {
    weft::Fabric fabric;
    for (int number = 1; number <= 3; ++number) {
        fabric.connect("hello", [number] { return number; });
    }
    fabric.connect(
        "hello", [] { return 0; }, weft::at_front);
    BOOST_TEST(fabric.collect<int>("hello") == (std::vector<int>{0, 1, 2, 3}), per_element());
}

// pluggy, test_invocations.py, test_firstresult_definition
BOOST_AUTO_TEST_CASE(the_first_result_ends_the_call) {
    weft::Fabric fabric;
    bool is_last_reached = false;
    fabric.connect("hello", []() -> std::optional<int> { return {}; });
    fabric.connect(
        "hello", [](int arg) { return arg - 1; }, "arg"_a);
    fabric.connect("hello", [&is_last_reached] {
        is_last_reached = true;
        return 4;
    });
    BOOST_TEST(fabric.first<int>("hello", "arg"_a = 3).value() == 2);
    BOOST_TEST(!is_last_reached);
}

// pluggy, test_invocations.py, test_firstresult_returns_none and test_firstresult_no_plugin
BOOST_AUTO_TEST_CASE(without_a_result_there_is_none) {
    weft::Fabric fabric;
    BOOST_TEST(!fabric.first<int>("hello", "arg"_a = 3).has_value());
    fabric.connect("hello", []() -> std::optional<int> { return {}; });
    BOOST_TEST(!fabric.first<int>("hello", "arg"_a = 3).has_value());
}

// pluggy, test_invocations.py, test_no_hookspec
BOOST_AUTO_TEST_CASE(a_hook_that_nobody_declared_is_called_and_may_pass_more_than_is_taken) {
    weft::Fabric fabric;
    fabric.connect(
        "hello", [](int) { return std::string("plugin"); }, "arg"_a);
    BOOST_TEST(fabric.collect<std::string>("hello", "arg"_a = 10, "extra"_a = 20) ==
                   std::vector<std::string>{"plugin"},
               per_element());
}

// pluggy, test_hookcaller.py, test_hookrelay_registry
BOOST_AUTO_TEST_CASE(what_is_unregistered_answers_no_more) {
    weft::Fabric fabric;
    const weft::Connection connection = fabric.connect(
        "hello", [](int arg) { return arg + 1; }, "arg"_a);
    BOOST_TEST(fabric.collect<int>("hello", "arg"_a = 3) == std::vector<int>{4}, per_element());
    connection.disconnect();
    BOOST_TEST(fabric.collect<int>("hello", "arg"_a = 3).empty());
}

// pluggy, test_pluginmanager.py, test_register_while_calling
BOOST_AUTO_TEST_CASE(whoever_is_registered_in_a_call_answers_from_the_next_on) {
    weft::Fabric fabric;
    bool is_done = false;
    const auto answer = [](int number) { return [number] { return number; }; };
    fabric.connect("configure", answer(1));
    fabric.connect("configure", [&] {
        if (!is_done) {
            fabric.connect("configure", answer(4), weft::at_front);
            fabric.connect("configure", answer(5));
            fabric.connect("configure", answer(6));
            is_done = true;
        }
        return 2;
    });
    fabric.connect("configure", answer(3));
    BOOST_TEST(fabric.collect<int>("configure") == (std::vector<int>{1, 2, 3}), per_element());
    BOOST_TEST(fabric.collect<int>("configure") == (std::vector<int>{4, 1, 2, 3, 5, 6}), per_element());
}

BOOST_AUTO_TEST_SUITE_END()
