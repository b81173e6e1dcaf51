// SPDX-License-Identifier: MIT
// Every option and every call that a ready-made callback refuses, with the exact text.
#include "refusal_of.hpp"
#include "temporary_folder.hpp"

#include <weft/callbacks.hpp>
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <functional>
#include <ostream>
#include <string>
#include <vector>

using namespace weft::literals;

BOOST_AUTO_TEST_SUITE(refusals_tests)

namespace {

struct Refused {
    std::function<void()> use;
    std::string text;
};

void check(const std::vector<Refused>& all) {
    for (const Refused& one : all) {
        BOOST_TEST(refusal_of(one.use) == one.text);
    }
}

void write_nothing(std::ostream& /*stream*/) {}

void end_epoch(const weft::Fabric& fabric) {
    bool should_stop = false;
    fabric.call("on_train_epoch_end", "epoch"_a = 0, "step"_a = 1, "loss"_a = 0.5,
                "should_stop"_a = should_stop);
}

}  // namespace

BOOST_AUTO_TEST_CASE(options_out_of_range_say_who_found_and_expected) {
    const TemporaryFolder folder;
    check({
        {[] { weft::StopOnSignal({}); }, "StopOnSignal: no signal found, expected those to watch"},
        {[] { weft::StopOnSignal({0}); },
         "StopOnSignal: the signal 0 cannot be handled: no signal has that number"},
        {[] {
             weft::StopOnSignal({SIGTERM, 9});  // SIGKILL, where there is one.
         },
         "StopOnSignal: the signal 9 cannot be handled: Invalid argument"},
        {[&] { weft::Checkpoint(folder.path(), nullptr); },
         "Checkpoint: an empty function found, expected one that writes a checkpoint"},
        {[&] { weft::Checkpoint(folder.path(), write_nothing, {.keep_last = false}); },
         "Checkpoint: neither a name to monitor nor keep_last found: it would keep nothing"},
        {[&] { weft::Checkpoint(folder.path(), write_nothing, {.monitor = "loss", .keep_best = 0}); },
         "Checkpoint: keep_best is 0, expected at least 1, or no name to monitor"},
        {[&] { weft::Checkpoint(folder.path(), write_nothing, {.prefix = "a/b"}); },
         "Checkpoint: the prefix 'a/b' found, expected the beginning of a file's name"},
        {[] { weft::EarlyStopping(""); },
         "EarlyStopping: an empty name found, expected that of an argument to monitor"},
        {[] { weft::EarlyStopping("loss", {.patience = 0}); },
         "EarlyStopping: a patience of 0 found, expected at least 1"},
        {[] { weft::EarlyStopping("loss", {.min_delta = -0.5}); },
         "EarlyStopping: a min_delta of -0.5 found, expected at least 0"},
        {[] { weft::IterationTimer({.window = 0}); },
         "IterationTimer: a window of 0 iterations found, expected at least 1"},
        {[] { weft::IterationTimer({.print_every = -1}); },
         "IterationTimer: -1 found for print_every, expected at least 0"},
        {[] { weft::MetricsLogger({}); }, "MetricsLogger: no file found, expected csv, json_lines or both"},
        {[] { weft::MetricsLogger({.csv = "x.csv", .hooks = {}}); },
         "MetricsLogger: no hooks found, expected the names of those to watch"},
        {[] { weft::ProgressBar({.redraws_per_second = 0}); },
         "ProgressBar: 0 redraws per second found, expected at least 1"},
        {[] { weft::Report(""); }, "Report: an empty path found, expected that of the file to write"},
        {[] { weft::Report("x.html", {.max_points = 1}); },
         "Report: 1 found for max_points, expected at least 2"},
        {[] { weft::StopAfter({}); }, "StopAfter: no limit found, expected steps, epochs or a duration"},
        {[] { weft::StopAfter({.steps = 0}); }, "StopAfter: 0 steps found, expected at least 1"},
        {[] { weft::StopAfter({.epochs = -1}); }, "StopAfter: -1 epochs found, expected at least 1"},
        {[] { weft::StopAfter({.duration = std::chrono::duration<double>(0.0)}); },
         "StopAfter: a duration of 0 s found, expected more than 0"},
        {[] { weft::ThroughputMonitor({.window = 0}); },
         "ThroughputMonitor: a window of 0 batches found, expected at least 1"},
        {[] { weft::ThroughputMonitor({.print_every = -1}); },
         "ThroughputMonitor: -1 found for print_every, expected at least 0"},
        {[] { weft::TensorBoardLogger("runs", {.hooks = {}}); },
         "TensorBoardLogger: no hooks found, expected the names of those to watch"},
        {[] { weft::Report("report.html", {.hooks = {}}); },
         "Report: no hooks found, expected the names of those to watch"},
        {[] {
             const weft::Fabric fabric{weft::Report("report.html", {.hooks = {"on_sample"}})};
             fabric.call("on_fit_start");
         },
         "Report: told to watch 'on_sample', which a callback of its class does not hear: register it with "
         "fabric.observe(std::ref(logger)) instead"},
    });
}

BOOST_AUTO_TEST_CASE(what_a_callback_cannot_do_in_a_fit_says_who_and_why) {
    const TemporaryFolder folder;
    check({
        {[&] {
             const weft::Fabric fabric{
                 weft::MetricsLogger({.csv = folder / "log.csv", .hooks = {"on_my_step"}})};
             fabric.call("on_fit_start");
         },
         "MetricsLogger: told to watch 'on_my_step', which a callback of its class does not hear: register "
         "it with "
         "fabric.observe(std::ref(logger)) instead"},
        {[&] {
             const weft::Fabric fabric{weft::MetricsLogger({.csv = folder / "log.csv"})};
             bool should_stop = false;
             fabric.call("on_train_epoch_end", "hook"_a = 1, "should_stop"_a = should_stop);
         },
         "MetricsLogger: on_train_epoch_end passes a number 'hook', the name of the column that holds the "
         "hook: pass "
         "it by another name"},
        {[] {
             const weft::Fabric fabric{weft::EarlyStopping("val_loss")};
             end_epoch(fabric);
             fabric.call("on_fit_end");
         },
         "EarlyStopping waits for on_validation_epoch_end, which was never called; on_train_epoch_end was: "
         "set its "
         "option 'at'"},
    });
}

BOOST_AUTO_TEST_CASE(a_fit_that_cannot_be_resumed_says_what_is_missing) {
    const TemporaryFolder folder;
    const std::filesystem::path csv = folder / "log.csv";
    const std::filesystem::path json = folder / "log.jsonl";
    weft::ArgMap of_csv;
    weft::ArgMap of_json;
    {
        const weft::Fabric first{weft::MetricsLogger({.csv = csv})};
        end_epoch(first);
        first.call("on_save_checkpoint", "state"_a = of_csv);
        const weft::Fabric second{weft::MetricsLogger({.json_lines = json})};
        end_epoch(second);
        second.call("on_save_checkpoint", "state"_a = of_json);
    }
    std::ofstream(csv) << "hook,epoch,step,loss\n";
    std::ofstream(json) << "{\"cut\":";
    const weft::Fabric with_csv{weft::MetricsLogger({.csv = csv})};
    const weft::Fabric with_json{weft::MetricsLogger({.json_lines = json})};
    check({
        {[&] { with_csv.call("on_load_checkpoint", "state"_a = of_csv); },
         "MetricsLogger: 0 rows found in " + csv.string() +
             ", expected the 1 of the fit to resume, with the columns hook,epoch,step,loss"},
        {[&] { with_json.call("on_load_checkpoint", "state"_a = of_json); },
         "MetricsLogger: 0 lines found in " + json.string() + ", expected the 1 of the fit to resume"},
    });
    std::filesystem::remove(csv);
    check({
        {[&] { with_csv.call("on_load_checkpoint", "state"_a = of_csv); },
         "MetricsLogger: cannot read " + csv.string() + ", which a resumed fit goes on with"},
    });
}

BOOST_AUTO_TEST_SUITE_END()
