// SPDX-License-Identifier: MIT
// What a loop declares: check, strict, and the exact words in which they refuse what no declaration knows.
#include "hooks.hpp"

#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <fmt/format.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace weft::literals;

BOOST_AUTO_TEST_SUITE(declare_tests)

namespace {

struct Tensor {};

struct Fits {
    int* runs;

    void on_train_batch_end([[maybe_unused]] double loss, [[maybe_unused]] const Tensor& output) { ++*runs; }
    void on_fit_end() { ++*runs; }
};
HOOKS(Fits, (on_train_batch_end, loss, output), (on_fit_end))

struct MisspeltHook {
    void on_train_bach_end([[maybe_unused]] double loss) {}
};
HOOKS(MisspeltHook, (on_train_bach_end, loss))

struct MisspeltArgument {
    void on_train_batch_end([[maybe_unused]] double los, [[maybe_unused]] const Tensor& output) {}
};
HOOKS(MisspeltArgument, (on_train_batch_end, los, output))

struct HalfMisspelt {
    int* runs;

    void on_fit_end() { ++*runs; }
    void on_train_bach_end() { ++*runs; }
};
HOOKS(HalfMisspelt, (on_fit_end), (on_train_bach_end))

struct TwiceMisspelt {
    void on_train_bach_end() {}
    void on_fit_ends() {}
};
HOOKS(TwiceMisspelt, (on_train_bach_end), (on_fit_ends))

/// A fabric whose loop has two hooks.
weft::Fabric declared() {
    weft::Fabric fabric;
    fabric.declare("on_train_batch_end", "loss"_a, "output"_a);
    fabric.declare("on_fit_end");
    return fabric;
}

template <class Act>
std::string refusal(Act act) {
    try {
        act();
    } catch (const weft::ArgumentError& error) {
        return fmt::format("ArgumentError: {}", error.what());
    } catch (const weft::Error& error) {
        return error.what();
    }
    return "no refusal";
}

std::string check(const weft::Fabric& fabric) {
    return refusal([&] { fabric.check(); });
}

std::string add_to(weft::Fabric& fabric, weft::Callback callback) {
    return refusal([&] { fabric.add(std::move(callback)); });
}

const std::string misspelt_hook =
    "on_train_bach_end: declare_tests::MisspeltHook listens to a hook that is not declared: did you mean "
    "'on_train_batch_end'?";
const std::string misspelt_argument =
    "on_train_batch_end: declare_tests::MisspeltArgument takes 'los' (double), which the hook is not "
    "declared to pass; it "
    "passes {loss, output}: did you mean 'loss'?";

}  // namespace

BOOST_AUTO_TEST_CASE(a_hook_without_a_name_cannot_be_declared) {
    weft::Fabric fabric;
    BOOST_CHECK_EXCEPTION(fabric.declare(""), weft::Error, [](const weft::Error& error) {
        const std::string text = error.what();
        return text.starts_with("declare at ") && text.find("the hook's name is empty") != std::string::npos;
    });
    fabric.connect("on_end", [] {});
    BOOST_CHECK_NO_THROW(fabric.check());
}

BOOST_AUTO_TEST_CASE(without_declarations_there_is_nothing_to_check) {
    weft::Fabric fabric{MisspeltHook{}, MisspeltArgument{}};
    BOOST_TEST(check(fabric) == "no refusal");
    fabric.strict();
    fabric.connect("on_anything", [] {});
    BOOST_TEST(fabric.call("on_anything") == 1U);
    BOOST_TEST(fabric.call("on_nothing") == 0U);
}

BOOST_AUTO_TEST_CASE(an_empty_fabric_passes_the_check) {
    const weft::Fabric fabric = declared();
    BOOST_TEST(check(fabric) == "no refusal");
}

BOOST_AUTO_TEST_CASE(what_fits_the_declarations_passes) {
    int runs = 0;
    weft::Fabric fabric = declared();
    fabric.add(Fits{&runs});
    BOOST_TEST(check(fabric) == "no refusal");
    BOOST_TEST(fabric.call("on_train_batch_end", "loss"_a = 1.0, "output"_a = Tensor{}) == 1U);
}

BOOST_AUTO_TEST_CASE(a_misspelt_hook_is_named_with_the_nearest_one) {
    weft::Fabric fabric = declared();
    fabric.add(MisspeltHook{});
    BOOST_TEST(check(fabric) == misspelt_hook);
}

BOOST_AUTO_TEST_CASE(a_misspelt_argument_is_named_with_the_nearest_one) {
    weft::Fabric fabric = declared();
    fabric.add(MisspeltArgument{});
    BOOST_TEST(check(fabric) == misspelt_argument);
}

BOOST_AUTO_TEST_CASE(what_resembles_nothing_gets_no_suggestion) {
    weft::Fabric fabric = declared();
    const int line = __LINE__ + 1;
    fabric.connect("checkpoint", [] {});
    BOOST_TEST(
        check(fabric) ==
        fmt::format("checkpoint: handler at {}:{} listens to a hook that is not declared", __FILE__, line));
}

BOOST_AUTO_TEST_CASE(an_argument_of_a_hook_that_passes_none_is_refused) {
    weft::Fabric fabric = declared();
    const auto handler = [](const std::string&, int&) {};
    const int line = __LINE__ + 1;
    fabric.connect("on_fit_end", handler, "path"_a, "epoch"_a);
    const std::string who = fmt::format("on_fit_end: handler at {}:{} takes ", __FILE__, line);
    BOOST_TEST(check(fabric) ==
               who + "'path' (const std::string&), which the hook is not declared to pass; it passes {}\n" +
                   who + "'epoch' (int&), which the hook is not declared to pass; it passes {}");
}

BOOST_AUTO_TEST_CASE(all_problems_stand_in_one_error_in_order_of_hooks_and_handlers) {
    weft::Fabric fabric = declared();
    fabric.add(MisspeltArgument{});
    fabric.add(MisspeltHook{});
    fabric.add(MisspeltArgument{}, weft::at_front);
    const std::string all = misspelt_argument + "\n" + misspelt_argument + "\n" + misspelt_hook;
    BOOST_TEST(check(fabric) == all);
    BOOST_TEST(refusal([&] { fabric.strict(); }) == all);
}

BOOST_AUTO_TEST_CASE(a_second_declaration_adds_to_the_first) {
    weft::Fabric fabric;
    fabric.declare("on_step", "loss"_a);
    fabric.connect(
        "on_step", [](double, int) {}, "loss"_a, "step"_a);
    BOOST_CHECK_THROW(fabric.check(), weft::Error);
    fabric.declare("on_step", "step"_a, "loss"_a);
    fabric.declare("on_step");
    BOOST_TEST(check(fabric) == "no refusal");
    const auto handler = [](double) {};
    const int line = __LINE__ + 1;
    fabric.connect("on_step", handler, "stop"_a);
    BOOST_TEST(check(fabric) ==
               fmt::format("on_step: handler at {}:{} takes 'stop' (double), which the hook is not "
                           "declared to pass; it passes {{loss, step}}: did you mean 'step'?",
                           __FILE__, line));
}

BOOST_AUTO_TEST_CASE(the_name_of_a_declared_hook_is_anything_a_string_is) {
    weft::Fabric fabric;
    {
        std::string name = "on_step_and_more";
        fabric.declare(std::string_view(name).substr(0, 7), "loss"_a);
        name.assign(name.size(), 'x');
    }
    fabric.connect(
        "on_step", [](double) {}, "loss"_a);
    BOOST_TEST(check(fabric) == "no refusal");
}

BOOST_AUTO_TEST_CASE(unnamed_and_args_parameters_pass) {
    weft::Fabric fabric = declared();
    fabric.connect("on_fit_end", [](int, double) {});
    fabric.connect("on_fit_end", [](const weft::Args&) {});
    fabric.connect(
        "on_train_batch_end", [](double, const weft::Args&, int) {}, "loss"_a);
    BOOST_TEST(check(fabric) == "no refusal");
    BOOST_CHECK_NO_THROW(fabric.strict());
}

BOOST_AUTO_TEST_CASE(an_optional_parameter_and_one_with_a_default_are_checked_too) {
    weft::Fabric fabric = declared();
    const auto takes_optional = [](std::optional<double>) {};
    const auto takes_value = [](double) {};
    const int optional_line = __LINE__ + 1;
    fabric.connect("on_train_batch_end", takes_optional, "los"_a);
    const int default_line = __LINE__ + 1;
    fabric.connect("on_train_batch_end", takes_value, "los"_a = 0.1);
    const std::string rest =
        "which the hook is not declared to pass; it passes {loss, output}: did you mean 'loss'?";
    BOOST_TEST(check(fabric) ==
               fmt::format("on_train_batch_end: handler at {0}:{1} takes 'los' (std::optional<double>), {3}\n"
                           "on_train_batch_end: handler at {0}:{2} takes 'los' (double), {3}",
                           __FILE__, optional_line, default_line, rest));
}

BOOST_AUTO_TEST_CASE(blocked_handlers_are_checked_and_disconnected_ones_are_not) {
    weft::Fabric fabric = declared();
    weft::Connection connection = fabric.add(MisspeltHook{});
    {
        const weft::Block block = connection.block();
        BOOST_TEST(check(fabric) == misspelt_hook);
    }
    connection.disconnect();
    BOOST_TEST(check(fabric) == "no refusal");
    auto owner = std::make_shared<MisspeltArgument>();
    fabric.add(std::weak_ptr(owner));
    BOOST_TEST(check(fabric) == misspelt_argument);
    owner.reset();
    BOOST_TEST(check(fabric) == "no refusal");
}

BOOST_AUTO_TEST_CASE(a_fabric_that_is_not_strict_takes_and_calls_what_is_not_declared) {
    weft::Fabric fabric = declared();
    fabric.add(MisspeltHook{});
    BOOST_TEST(fabric.call("on_train_bach_end", "loss"_a = 1.0) == 1U);
    BOOST_TEST(fabric.call("on_unknown") == 0U);
}

BOOST_AUTO_TEST_CASE(strict_refuses_what_check_would_find) {
    int runs = 0;
    weft::Fabric fabric = declared();
    fabric.strict();
    BOOST_TEST(add_to(fabric, MisspeltHook{}) == misspelt_hook);
    BOOST_TEST(add_to(fabric, MisspeltArgument{}) == misspelt_argument);
    const int line = __LINE__ + 1;
    const std::string text = refusal([&] { fabric.connect("on_fit_ende", [] {}); });
    BOOST_TEST(text ==
               fmt::format("on_fit_ende: handler at {}:{} listens to a hook that is not declared: did you "
                           "mean 'on_fit_end'?",
                           __FILE__, line));
    BOOST_TEST(add_to(fabric, Fits{&runs}) == "no refusal");
    BOOST_TEST(fabric.hooks().size() == 2U);
}

BOOST_AUTO_TEST_CASE(strict_refuses_before_anything_is_connected) {
    int runs = 0;
    const auto owner = std::make_shared<HalfMisspelt>(HalfMisspelt{&runs});
    weft::Fabric fabric = declared();
    fabric.strict();
    BOOST_CHECK_THROW(fabric.add(owner), weft::Error);
    BOOST_CHECK_THROW(fabric.add(owner, weft::at_front), weft::Error);
    BOOST_TEST(owner.use_count() == 1);
    BOOST_TEST(fabric.hooks().empty());
    BOOST_TEST(fabric.call("on_fit_end") == 0U);
    BOOST_TEST(runs == 0);
}

BOOST_AUTO_TEST_CASE(strict_lists_every_problem_of_a_refused_callback) {
    weft::Fabric fabric = declared();
    fabric.strict();
    BOOST_TEST(add_to(fabric, TwiceMisspelt{}) ==
               "on_train_bach_end: declare_tests::TwiceMisspelt listens to a hook that is not declared: did "
               "you mean "
               "'on_train_batch_end'?\n"
               "on_fit_ends: declare_tests::TwiceMisspelt listens to a hook that is not declared: did you "
               "mean 'on_fit_end'?");
}

BOOST_AUTO_TEST_CASE(a_refused_function_is_released) {
    const auto token = std::make_shared<int>(0);
    weft::Fabric fabric = declared();
    fabric.strict();
    BOOST_CHECK_THROW(fabric.connect("on_fit", [token] {}), weft::Error);
    BOOST_TEST(token.use_count() == 1);
}

BOOST_AUTO_TEST_CASE(a_check_that_throws_leaves_the_fabric_not_strict) {
    weft::Fabric fabric = declared();
    weft::Connection wrong = fabric.add(MisspeltHook{});
    BOOST_TEST(refusal([&] { fabric.strict(); }) == misspelt_hook);
    BOOST_TEST(fabric.call("on_unknown") == 0U);
    BOOST_TEST(add_to(fabric, MisspeltArgument{}) == "no refusal");
    BOOST_TEST(wrong.connected());
    BOOST_TEST(fabric.call("on_train_bach_end", "loss"_a = 1.0) == 1U);
}

BOOST_AUTO_TEST_CASE(the_call_of_an_undeclared_hook_throws_on_a_strict_fabric) {
    int runs = 0;
    weft::Fabric fabric = declared();
    fabric.add(Fits{&runs});
    fabric.strict();
    BOOST_TEST(refusal([&] { fabric.call("on_fit_ende"); }) ==
               "on_fit_ende: the call of a hook that is not declared, on a strict fabric: did you mean "
               "'on_fit_end'?");
    BOOST_TEST(refusal([&] { fabric.call("checkpoint", "path"_a = "here"); }) ==
               "checkpoint: the call of a hook that is not declared, on a strict fabric");
    BOOST_CHECK_THROW(fabric.collect<int>("on_fit_ende"), weft::Error);
    BOOST_CHECK_THROW(fabric.first<int>("on_fit_ende"), weft::Error);
    BOOST_CHECK_THROW(fabric.call("on_fit_ende", weft::unpack(weft::ArgMap{"loss"_a = 1})), weft::Error);
    BOOST_TEST(fabric.call("on_fit_end") == 1U);
    BOOST_TEST(runs == 1);
}

BOOST_AUTO_TEST_CASE(the_arguments_of_a_call_are_not_held_against_the_declaration) {
    int runs = 0;
    weft::Fabric fabric = declared();
    fabric.add(Fits{&runs});
    fabric.strict();
    BOOST_TEST(fabric.call("on_fit_end", "surplus"_a = 1) == 1U);
    BOOST_CHECK_THROW(fabric.call("on_train_batch_end"), weft::ArgumentError);
}

BOOST_AUTO_TEST_CASE(the_refused_call_of_a_handler_is_that_handlers_exception) {
    std::string hook;
    weft::Fabric fabric = declared();
    fabric.on_error([&hook](const weft::Failure& failure) { hook = failure.hook(); });
    fabric.connect("on_fit_end", [&fabric] { fabric.call("on_fit_ende"); });
    fabric.strict();
    BOOST_TEST(fabric.call("on_fit_end") == 1U);
    BOOST_TEST(hook == "on_fit_end");
}

BOOST_AUTO_TEST_CASE(what_is_declared_later_is_known_to_a_strict_fabric) {
    weft::Fabric fabric;
    fabric.strict();
    fabric.connect(
        "on_step", [](double) {}, "loss"_a);
    fabric.declare("on_fit_end");
    BOOST_CHECK_THROW(fabric.call("on_step", "loss"_a = 1.0), weft::Error);
    BOOST_CHECK_THROW(fabric.check(), weft::Error);
    fabric.declare("on_step", "loss"_a);
    BOOST_TEST(fabric.call("on_step", "loss"_a = 1.0) == 1U);
    BOOST_CHECK_NO_THROW(fabric.strict());
}

BOOST_AUTO_TEST_CASE(declarations_and_strictness_move_with_the_fabric) {
    weft::Fabric first = declared();
    first.strict();
    weft::Fabric second{std::move(first)};
    BOOST_CHECK_THROW(second.call("on_unknown"), weft::Error);
    BOOST_TEST(add_to(second, MisspeltHook{}) == misspelt_hook);
    first = weft::Fabric{};
    BOOST_TEST(first.call("on_unknown") == 0U);
}

BOOST_AUTO_TEST_CASE(a_declaration_is_of_one_fabric) {
    const weft::Fabric fabric = declared();
    weft::Fabric other{MisspeltHook{}};
    BOOST_CHECK_NO_THROW(other.strict());
}

BOOST_AUTO_TEST_CASE(a_handler_may_declare_check_and_make_strict) {
    weft::Fabric fabric = declared();
    fabric.connect("on_fit_end", [&fabric] {
        fabric.check();
        fabric.strict();
        fabric.declare("on_late");
    });
    BOOST_TEST(fabric.call("on_fit_end") == 1U);
    BOOST_TEST(fabric.call("on_late") == 0U);
    BOOST_CHECK_THROW(fabric.call("on_later"), weft::Error);
}

BOOST_AUTO_TEST_SUITE_END()
