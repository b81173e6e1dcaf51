// SPDX-License-Identifier: MIT
// Callbacks that are put together at run time behave like objects of a class.
#include "refusal_of.hpp"

#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <fmt/format.h>

#include <cstddef>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

using namespace weft::literals;
using boost::test_tools::per_element;
using weft::Args;
using weft::DynamicCallback;

BOOST_AUTO_TEST_SUITE(dynamic_callback_tests)

namespace {

using Lines = std::vector<std::string>;

/// Writes each call down.
DynamicCallback logging(Lines& lines) {
    DynamicCallback callback("Log");
    callback.on("on_step", {"loss", weft::optional("output")},
                [&lines](const Args& args) { lines.push_back(fmt::format("step {}", args)); });
    callback.on("on_end", weft::everything,
                [&lines](const Args& args) { lines.push_back(fmt::format("end {}", args)); });
    return callback;
}

void ignore(const Args& /*args*/) {}

}  // namespace

BOOST_AUTO_TEST_CASE(its_functions_see_all_arguments_of_the_call) {
    Lines lines;
    weft::Fabric fabric;
    fabric.add(logging(lines));
    BOOST_TEST(fabric.call("on_step", "loss"_a = 0.5, "epoch"_a = 3) == 1U);
    BOOST_TEST(fabric.call("on_end", 7, "phase"_a = "train") == 1U);
    BOOST_TEST(fabric.call("on_other") == 0U);
    BOOST_TEST(lines == (Lines{"step {loss=0.5, epoch=3}", "end {7, phase=train}"}), per_element());
}

BOOST_AUTO_TEST_CASE(a_missing_argument_is_refused_by_the_name_of_the_callback) {
    Lines lines;
    weft::Fabric fabric;
    fabric.add(logging(lines));
    BOOST_TEST(refusal_of([&] { fabric.call("on_step", "los"_a = 1); }) ==
               "on_step: Log takes 'loss', but the call passes no such argument; it passes {los}: did you "
               "mean 'los'?");
    BOOST_TEST(
        refusal_of([&] { fabric.call("on_step", 1, "loss"_a = 1); }) ==
        "on_step: Log takes 'loss', but the call passes it twice, as argument 0 and by name; it passes "
        "{<int>, loss}");
    BOOST_TEST(lines.empty());
}

BOOST_AUTO_TEST_CASE(results_count) {
    weft::Fabric fabric;
    DynamicCallback callback("Answers");
    callback.on("ask", {}, [](const Args&) { return 1; });
    fabric.add(std::move(callback));
    fabric.connect("ask", [] { return 2; });
    BOOST_TEST(fabric.collect<int>("ask") == (std::vector<int>{1, 2}), per_element());
    BOOST_TEST(fabric.first<double>("ask").value() == 1.0);
}

BOOST_AUTO_TEST_CASE(it_is_held_against_declarations) {
    Lines lines;
    weft::Fabric fabric;
    fabric.declare("on_step", "los"_a);
    fabric.add(logging(lines));
    BOOST_TEST(refusal_of([&] { fabric.check(); }) ==
               "on_step: Log takes 'loss', which the hook is not declared to pass; it passes {los}: did you "
               "mean 'los'?\n"
               "on_step: Log takes 'output', which the hook is not declared to pass; it passes {los}\n"
               "on_end: Log listens to a hook that is not declared");
    weft::Fabric strict;
    strict.declare("on_stepp");
    strict.strict();
    BOOST_TEST(
        refusal_of([&] {
            strict.add(logging(lines));
        }).starts_with("on_step: Log listens to a hook that is not declared: did you mean 'on_stepp'?"));
    BOOST_TEST(strict.hooks().empty());
}

BOOST_AUTO_TEST_CASE(hooks_and_reports_show_its_name_and_parameters) {
    Lines lines;
    weft::Unused unused;
    weft::Fabric fabric;
    fabric.observe(std::ref(unused));
    fabric.add(logging(lines));
    BOOST_TEST(fmt::format("{}", fabric) == "on_step\n  Log(loss, output)\non_end\n  Log()");
    fabric.call("on_step", "loss"_a = 1, "epoch"_a = 2);
    const weft::UnusedReport report = unused.report(fabric);
    BOOST_REQUIRE(report.handlers.size() == 1U);
    BOOST_TEST(report.handlers[0].hook == "on_end");
    BOOST_TEST(report.handlers[0].callback == "Log");
    BOOST_REQUIRE(report.arguments.size() == 1U);
    BOOST_TEST(report.arguments[0].argument == "epoch");
}

BOOST_AUTO_TEST_CASE(a_failure_is_reported_under_its_name) {
    std::string failed;
    weft::Fabric fabric;
    fabric.on_error([&failed](const weft::Failure& failure) { failed = failure.callback(); });
    DynamicCallback callback("Uploader");
    callback.on("on_step", {}, [](const Args&) { throw std::runtime_error("no network"); });
    fabric.add(std::move(callback));
    fabric.call("on_step");
    BOOST_TEST(failed == "Uploader");
}

BOOST_AUTO_TEST_CASE(hooks_given_after_it_was_added_are_not_seen) {
    Lines lines;
    weft::Fabric fabric;
    DynamicCallback callback = logging(lines);
    fabric.add(std::ref(callback));
    callback.on("on_late", {}, [&lines](const Args&) { lines.emplace_back("late"); });
    BOOST_TEST(fabric.call("on_late") == 0U);
    weft::Fabric second;
    second.add(std::move(callback));
    BOOST_TEST(second.call("on_late") == 1U);
    BOOST_TEST(fabric.call("on_end") == 1U);  // The first one keeps what it was given.
}

BOOST_AUTO_TEST_CASE(it_comes_in_every_form_of_a_callback) {
    Lines lines;
    weft::Fabric fabric;
    const auto shared = std::make_shared<DynamicCallback>(logging(lines));
    fabric.add(shared);
    fabric.add(std::make_unique<DynamicCallback>(logging(lines)));
    auto tracked = std::make_shared<DynamicCallback>(logging(lines));
    fabric.add(std::weak_ptr<DynamicCallback>(tracked));
    BOOST_TEST(fabric.call("on_end") == 3U);
    tracked.reset();
    BOOST_TEST(fabric.call("on_end") == 2U);
    const std::string refused =
        "weft::DynamicCallback: the pointer to the callback is null or has expired, expected an object";
    BOOST_TEST(refusal_of([&] { fabric.add(std::shared_ptr<DynamicCallback>()); }) == refused);
    BOOST_TEST(refusal_of([&] { fabric.add(std::weak_ptr<DynamicCallback>(tracked)); }) == refused);
    std::vector<weft::Callback> list;
    list.emplace_back(logging(lines));
    BOOST_TEST(weft::Fabric(std::move(list)).call("on_end") == 1U);
}

BOOST_AUTO_TEST_CASE(its_functions_end_with_the_connection) {
    const auto captured = std::make_shared<int>(1);
    weft::Fabric fabric;
    DynamicCallback callback("Keeper");
    callback.on("on_step", {}, [captured](const Args&) {});
    const weft::Connection connection = fabric.add(std::move(callback));
    fabric.call("on_step");
    fabric.call("on_step", "x"_a = 1);  // Another shape, another plan.
    BOOST_TEST(captured.use_count() == 2);
    connection.disconnect();
    BOOST_TEST(captured.use_count() == 1);
}

BOOST_AUTO_TEST_CASE(it_may_disconnect_itself_or_destroy_the_fabric_while_it_runs) {
    Lines lines;
    auto fabric = std::make_unique<weft::Fabric>();
    fabric->observe([&lines](const weft::Event& event) {
        if (event.kind() == weft::EventKind::handler_end) {
            lines.push_back(event.callback());
        }
    });
    weft::Connection connection;
    DynamicCallback callback("Fleeting");
    callback.on("on_step", {"x"}, [&connection](const Args&) { connection.disconnect(); });
    connection = fabric->add(std::move(callback));
    BOOST_TEST(fabric->call("on_step", "x"_a = 1) == 1U);
    BOOST_TEST(fabric->call("on_step", "x"_a = 1) == 0U);
    DynamicCallback ending("Ending");
    ending.on("on_step", weft::everything, [&fabric](const Args&) { fabric.reset(); });
    fabric->add(std::move(ending));
    fabric->call("on_step");
    BOOST_TEST((fabric == nullptr));
    BOOST_TEST(lines.at(0) == "Fleeting");
}

BOOST_AUTO_TEST_CASE(extras_hold_for_it) {
    Lines lines;
    weft::Fabric fabric;
    fabric.add(logging(lines), weft::every(2), weft::at_front);
    fabric.call("on_end");
    fabric.call("on_end");
    BOOST_TEST(lines.size() == 1U);
}

BOOST_AUTO_TEST_CASE(names_may_come_from_any_kind_of_text_and_are_copied) {
    weft::Fabric fabric;
    int runs = 0;
    {
        std::string hook = "on_step";
        const std::string name = "loss";
        const std::string_view view = "output";
        DynamicCallback callback(std::string("Copied"));
        callback.on(hook, {name, view, "third"}, [&runs](const Args&) { ++runs; });
        hook = "changed";
        fabric.add(std::move(callback));
    }
    BOOST_TEST(fabric.call("on_step", "loss"_a = 1, "output"_a = 2, "third"_a = 3) == 1U);
    BOOST_TEST(runs == 1);
}

BOOST_AUTO_TEST_CASE(anything_that_can_be_called_with_all_arguments_is_a_function) {
    weft::Fabric fabric;
    DynamicCallback callback("Functions");
    callback.on("function", {}, ignore);
    callback.on("pointer", {}, &ignore);
    callback.on("changing", {}, [count = 0](const Args&) mutable { return ++count; });
    callback.on("generic", weft::everything, [](const auto& args) { return args.size(); });
    const std::function<int(const Args&)> wrapped = [](const Args&) { return 7; };
    callback.on("wrapped", {}, wrapped);
    fabric.add(std::move(callback));
    BOOST_TEST(fabric.call("function") == 1U);
    BOOST_TEST(fabric.call("pointer") == 1U);
    BOOST_TEST(fabric.first<int>("changing").value() == 1);
    BOOST_TEST(fabric.first<int>("changing").value() == 2);
    BOOST_TEST(fabric.first<std::size_t>("generic", 1, 2).value() == 2U);
    BOOST_TEST(fabric.first<int>("wrapped").value() == 7);
}

BOOST_AUTO_TEST_CASE(a_function_that_can_only_be_moved_is_kept) {
    weft::Fabric fabric;
    DynamicCallback callback("Moved");
    callback.on("ask", {}, [owned = std::make_unique<int>(5)](const Args&) { return *owned; });
    fabric.add(std::move(callback));
    BOOST_TEST(fabric.first<int>("ask").value() == 5);
}

BOOST_AUTO_TEST_CASE(what_its_pointer_shares_lives_as_long_as_its_functions) {
    struct Script {
        std::string text = "still there";
        DynamicCallback callback{"Script"};
    };
    std::string heard;
    weft::Fabric fabric;
    auto script = std::make_shared<Script>();
    const std::weak_ptr<Script> watched = script;
    script->callback.on("on_step", {},
                        [&heard, script = script.get()](const Args&) { heard = script->text; });
    const weft::Connection connection =
        fabric.add(std::shared_ptr<DynamicCallback>(script, &script->callback));
    script.reset();
    fabric.call("on_step");
    BOOST_TEST(heard == "still there");
    connection.disconnect();
    BOOST_TEST(watched.expired());
}

BOOST_AUTO_TEST_CASE(hooks_given_before_it_is_added_are_seen_though_a_list_holds_it_already) {
    DynamicCallback callback("Late");
    std::vector<weft::Callback> list;
    list.emplace_back(std::ref(callback));
    list.emplace_back(std::make_shared<const DynamicCallback>("Const"));
    int runs = 0;
    callback.on("on_step", {}, [&runs](const Args&) { ++runs; });
    const weft::Fabric fabric(list);
    BOOST_TEST(fabric.call("on_step") == 1U);
    BOOST_TEST(runs == 1);
}

BOOST_AUTO_TEST_CASE(one_that_was_moved_into_a_fabric_is_refused_by_the_next) {
    Lines lines;
    weft::Callback callback{logging(lines)};
    {
        weft::Fabric first;
        first.add(std::move(callback));
    }
    weft::Fabric second;
    // NOLINTNEXTLINE(bugprone-use-after-move): that is what is tested
    BOOST_CHECK_THROW(second.add(callback), weft::Error);
}

BOOST_AUTO_TEST_CASE(it_has_functions_for_thousands_of_hooks) {
    DynamicCallback callback("Many");
    for (int hook = 0; hook < 4096; ++hook) {
        callback.on(fmt::format("on_{}", hook), {}, [](const Args&) {});
    }
    weft::Fabric fabric;
    fabric.add(std::move(callback));
    BOOST_TEST(fabric.call("on_4095") == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
