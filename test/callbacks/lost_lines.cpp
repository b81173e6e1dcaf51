// SPDX-License-Identifier: MIT
// Whatever becomes of the streams that the ready-made callbacks print to, the loop goes on, and each says once what is lost.
#include "fake_clock.hpp"
#include "in_child.hpp"

#include <weft/callbacks.hpp>
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <exception>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <utility>

using namespace weft::literals;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(lost_lines_tests)

namespace {

void fit(std::FILE* file, bool is_terminal) {
    FakeClock clock;
    weft::Fabric fabric;
    fabric.add(weft::ProgressBar({.file = file, .is_terminal = is_terminal, .now = clock.now()}));
    fabric.add(weft::IterationTimer({.print_every = 1, .file = file, .now = clock.now()}));
    fabric.add(weft::ThroughputMonitor({.print_every = 1, .file = file, .now = clock.now()}));
    fabric.add(weft::LearningRateMonitor({.file = file}));
    fabric.call("on_fit_start", "max_epochs"_a = 2, "batches_per_epoch"_a = 300);
    for (int epoch = 0; epoch < 2; ++epoch) {
        fabric.call("on_train_epoch_start", "epoch"_a = epoch);
        for (int batch = 0; batch < 300; ++batch) {
            const int step = 300 * epoch + batch + 1;
            fabric.call("on_train_batch_start");
            clock.time += 1s;
            fabric.call("on_train_batch_end", "batch_idx"_a = batch, "epoch"_a = epoch, "step"_a = step,
                        "samples"_a = 8, "lr"_a = 0.1, "loss"_a = 0.5);
        }
        fabric.call("on_train_epoch_end", "epoch"_a = epoch, "step"_a = 300, "lr"_a = 0.1);
    }
    fabric.call("on_fit_end");
}

std::string said_by_all(const std::string& stream, const std::string& reason, bool is_terminal) {
    std::string text;
    const auto add = [&](const std::string& who) {
        text += who + ": a line is lost, " + stream + " does not take it: " + reason +
                "; the loop goes on, and this is said once\n";
    };
    // A bar has its first line to draw, or to leave, after the others have theirs.
    if (is_terminal) {
        add("ProgressBar");
    }
    add("IterationTimer");
    add("ThroughputMonitor");
    add("LearningRateMonitor");
    if (!is_terminal) {
        add("ProgressBar");
    }
    return text;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_fit_goes_on_without_standard_output) {
    const std::pair<Stream, std::string> broken[] = {{Stream::closed, "Bad file descriptor"},
                                                     {Stream::full, "No space left on device"},
                                                     {Stream::broken_pipe, "Broken pipe"}};
    for (const bool is_terminal : {false, true}) {
        for (const auto& [stream, reason] : broken) {
            const Outcome outcome =
                in_child(stream, Stream::kept, [is_terminal = is_terminal] { fit(stdout, is_terminal); });
            BOOST_TEST(outcome.status == 0);
            BOOST_TEST(outcome.error == said_by_all("standard output", reason, is_terminal));
        }
    }
}

BOOST_AUTO_TEST_CASE(a_fit_goes_on_without_any_stream) {
    for (const Stream output : {Stream::closed, Stream::full, Stream::broken_pipe}) {
        for (const Stream error : {Stream::closed, Stream::full, Stream::broken_pipe}) {
            const Outcome outcome = in_child(output, error, [] {
                fit(stdout, true);
                fit(stderr, false);
            });
            BOOST_TEST(outcome.status == 0);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_file_of_the_users_may_be_full_or_missing) {
    const Outcome outcome = in_child(Stream::kept, Stream::kept, [] {
        fit(std::fopen("/dev/full", "w"), false);
        fit(nullptr, true);
    });
    BOOST_TEST(outcome.status == 0);
    BOOST_TEST(outcome.output == "");
    BOOST_TEST(outcome.error == said_by_all("its file", "No space left on device", false));
}

BOOST_AUTO_TEST_CASE(a_report_that_cannot_be_written_hides_no_exception_where_standard_error_is_gone) {
    const auto fail = [] {
        const auto exception = std::make_exception_ptr(std::runtime_error("the loss is nan"));
        const weft::Fabric fabric{weft::Report("/nowhere/\n/report.html")};
        fabric.call("on_exception", "exception"_a = exception);
        const weft::Fabric with_profile{
            weft::Report("/nowhere/report.html", {.profile = []() -> std::string { throw 42; }})};
        with_profile.call("on_exception", "exception"_a = exception);
    };
    const Outcome kept = in_child(Stream::kept, Stream::kept, fail);
    BOOST_TEST(kept.status == 0);
    BOOST_TEST(kept.error ==
               "Report: cannot write /nowhere/\\n/report.html: No such file or directory\n"
               "Report: not written: its profile threw what is no std::exception\n");
    for (const Stream error : {Stream::closed, Stream::full, Stream::broken_pipe}) {
        BOOST_TEST(in_child(Stream::kept, error, fail).status == 0);
    }
}

BOOST_AUTO_TEST_CASE(what_is_left_of_a_callback_that_was_moved_prints_too) {
    const Outcome outcome = in_child(Stream::kept, Stream::kept, [] {
        weft::ThroughputMonitor monitor({.print_every = 1});
        const weft::ThroughputMonitor moved(std::move(monitor));
        monitor = weft::ThroughputMonitor({.window = 1, .print_every = 2});
        monitor.on_train_epoch_start();
        monitor.on_train_batch_end(8);
    });
    BOOST_TEST(outcome.status == 0);
}

BOOST_AUTO_TEST_SUITE_END()
