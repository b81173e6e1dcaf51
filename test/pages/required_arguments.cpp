// SPDX-License-Identifier: MIT
// Prints what each ready-made callback listens to, a line for every hook, and which arguments it cannot do without: a line for
// every one whose absence it refuses.
#include <cstdio>
#include <exception>
#include <filesystem>
#include <functional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/core.h>
#include <unistd.h>
#include <weft/callbacks.hpp>
#include <weft/weft.hpp>

namespace {

using namespace weft::literals;
namespace fs = std::filesystem;

/// All that a loop may pass, whichever hook it is.
weft::ArgMap all_arguments() {
    weft::ArgMap all{"epoch"_a = 0,
                     "step"_a = 1,
                     "batch_idx"_a = 0,
                     "loss"_a = 0.5,
                     "val_loss"_a = 0.5,
                     "val_accuracy"_a = 0.5,
                     "lr"_a = 0.1,
                     "samples"_a = 16,
                     "should_stop"_a = false,
                     "learning_rate"_a = 0.1,
                     "max_epochs"_a = 2,
                     "batches_per_epoch"_a = 4,
                     "settings"_a = weft::ArgMap{},
                     "exception"_a = std::exception_ptr{}};
    return all;
}

bool is_refused(const std::function<weft::Callback()>& make, const std::string& hook,
                weft::ArgMap& arguments) {
    const weft::Fabric fabric{make()};
    try {
        fabric.call(hook, weft::unpack(arguments));
        return false;
    } catch (const weft::ArgumentError&) {
        return true;
    }
}

void print_required(std::string_view name, const std::function<weft::Callback()>& make) {
    for (const weft::HookInfo& hook : weft::Fabric{make()}.hooks()) {
        if (hook.name.ends_with("_checkpoint")) {
            continue;  // Their state has a sentence of its own.
        }
        fmt::print("{} {} -\n", name, hook.name);
        for (const weft::Arg& argument : all_arguments()) {
            weft::ArgMap others = all_arguments();
            others.erase(argument.name());
            if (is_refused(make, hook.name, others)) {
                fmt::print("{} {} {}\n", name, hook.name, argument.name());
            }
        }
    }
}

}  // namespace

int main() {
    const fs::path folder = fs::temp_directory_path() / fmt::format("weft-required-{}", ::getpid());
    const auto write = [](std::ostream& stream) { stream << "state"; };
    std::FILE* const nowhere = std::tmpfile();

    print_required("IterationTimer", [] { return weft::IterationTimer(); });
    print_required("ThroughputMonitor", [] { return weft::ThroughputMonitor(); });
    print_required("LearningRateMonitor", [] { return weft::LearningRateMonitor(); });
    print_required("ProgressBar", [=] { return weft::ProgressBar({.file = nowhere}); });
    for (const auto at : {weft::MonitorAt::validation_epoch_end, weft::MonitorAt::train_epoch_end}) {
        print_required("EarlyStopping", [=] { return weft::EarlyStopping("val_loss", {.at = at}); });
        print_required("Checkpoint",
                       [=] { return weft::Checkpoint(folder, write, {.monitor = "val_loss", .at = at}); });
    }
    print_required("ReduceOnPlateau", [] { return weft::ReduceOnPlateau("val_loss"); });
    print_required("StopOnSignal", [] { return weft::StopOnSignal(); });
    print_required("StopAfter", [] { return weft::StopAfter({.steps = 9, .epochs = 9}); });
    print_required("MetricsLogger", [=] { return weft::MetricsLogger({.csv = folder / "metrics.csv"}); });
    print_required("TensorBoardLogger", [=] { return weft::TensorBoardLogger(folder / "runs"); });
    print_required("Report", [=] { return weft::Report(folder / "report.html"); });
    fs::remove_all(folder);
}
