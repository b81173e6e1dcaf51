// SPDX-License-Identifier: MIT
// What the ready-made callbacks say they read is of use before the first step and after the last.
#include <weft/callbacks.hpp>
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <cstdio>
#include <functional>
#include <memory>
#include <string>

#include <fmt/format.h>

using namespace weft::literals;

BOOST_AUTO_TEST_SUITE(stated_reads_tests)

namespace {

/// A heat equation: it has none of the hooks of a training loop but these.
void run(const weft::Fabric& fabric) {
    fabric.call("on_fit_start");
    bool should_stop = false;
    for (int step = 1; step <= 2; ++step) {
        fabric.call("on_train_batch_end", "step"_a = step, "residual"_a = 0.5, "should_stop"_a = should_stop);
    }
    fabric.call("on_fit_end");
}

}  // namespace

BOOST_AUTO_TEST_CASE(check_tells_a_loop_what_it_misses_before_the_first_step) {
    weft::Fabric fabric;
    fabric.add(weft::EarlyStopping("val_loss"));
    fabric.add(weft::StopAfter({.steps = 10}));
    for (const char* const hook : {"on_fit_start", "on_fit_end", "on_train_epoch_end"}) {
        fabric.declare(hook);
    }
    fabric.declare("on_save_checkpoint", "state"_a);
    fabric.declare("on_load_checkpoint", "state"_a);
    fabric.declare("on_validation_epoch_end", "val_los"_a);
    fabric.declare("on_train_batch_end", "step"_a, "should_stop"_a);
    std::string told;
    try {
        fabric.check();
    } catch (const weft::Error& error) {
        told = error.what();
    }
    BOOST_TEST(
        told ==
        "on_validation_epoch_end: weft::EarlyStopping takes 'val_loss', which the hook is not declared to "
        "pass; it passes {val_los}: did you mean 'val_los'?\n"
        "on_validation_epoch_end: weft::EarlyStopping takes 'should_stop', which the hook is not declared "
        "to pass; it passes {val_los}");
}

BOOST_AUTO_TEST_CASE(hooks_that_a_loop_does_not_have_are_one_line_a_callback) {
    weft::Fabric fabric{weft::StopAfter({.steps = 10}), weft::ProgressBar({.file = nullptr})};
    weft::Unused unused;
    fabric.observe(std::ref(unused));
    run(fabric);
    BOOST_TEST(
        fmt::format("{}", unused.report(fabric)) ==
        "on_train_epoch_end, on_save_checkpoint, on_load_checkpoint: weft::StopAfter never ran\n"
        "on_train_epoch_end, on_train_epoch_start, on_validation_epoch_start, on_validation_batch_end, "
        "on_validation_epoch_end, on_exception: weft::ProgressBar never ran");
}

BOOST_AUTO_TEST_CASE(a_hint_is_given_only_for_a_name_that_nobody_else_knows) {
    weft::Fabric fabric{weft::StopAfter({.steps = 10})};
    fabric.connect("on_train_bach_end", [] {});
    weft::Unused unused;
    fabric.observe(std::ref(unused));
    bool should_stop = false;
    fabric.call("on_train_batch_ends");
    fabric.call("on_train_batch_end", "step"_a = 1, "should_stop"_a = should_stop);
    const weft::UnusedReport report = unused.report(fabric);
    for (const auto& handler : report.handlers) {
        BOOST_TEST(handler.nearest == (handler.hook == "on_train_bach_end" ? "on_train_batch_end" : ""));
    }
    BOOST_TEST(report.hooks.at(0).hook == "on_train_batch_ends");
    BOOST_TEST(report.hooks.at(0).nearest == "on_train_bach_end");
}

BOOST_AUTO_TEST_CASE(arguments_that_no_callback_lists_are_read_by_nobody) {
    weft::Fabric fabric{weft::StopAfter({.steps = 10})};
    weft::Unused unused;
    fabric.observe(std::ref(unused));
    run(fabric);
    const weft::UnusedReport report = unused.report(fabric);
    BOOST_TEST(report.arguments.size() == 1U);
    BOOST_TEST(report.arguments.at(0).argument == "residual");
}

BOOST_AUTO_TEST_SUITE_END()
