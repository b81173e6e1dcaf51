// SPDX-License-Identifier: MIT
// Trains a small network on handwritten digits; everything around the loop is a callback.
#include "callbacks/iteration_timer.hpp"
#include "callbacks/learning_rate_monitor.hpp"
#include "callbacks/profiler.hpp"
#include "digits.hpp"
#include "options.hpp"
#include "report.hpp"
#include "trainer.hpp"

#include <cstdio>
#include <exception>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include <fmt/core.h>
#include <unistd.h>
#include <weft/weft.hpp>

namespace demo {
namespace {

using namespace weft::literals;

const std::vector<std::string> callback_names{"timer", "lr", "profiler"};

weft::Callback make_callback(const std::string& name) {
    if (name == "timer") {
        return IterationTimer{};
    }
    if (name == "lr") {
        return LearningRateMonitor{};
    }
    if (name == "profiler") {
        return Profiler{};
    }
    throw std::logic_error(name);
}

std::vector<weft::Callback> make_callbacks(const std::vector<std::string>& names) {
    std::vector<weft::Callback> callbacks{Report{isatty(STDOUT_FILENO) == 1}};
    for (const std::string& name : names) {
        callbacks.push_back(make_callback(name));
    }
    return callbacks;
}

/// Watches the loss of the first steps: a handler that is connected while the loop runs and, once the loss is
/// low, disconnects itself. The loop goes on without it.
void watch_first_steps(weft::Fabric& fabric, weft::Connection& watch) {
    const auto print_loss = [&watch](int step, double loss) {
        constexpr double low = 0.5;
        fmt::print("watch: step {}, loss {:.4f}\n", step, loss);
        if (loss < low) {
            watch.disconnect();
            fmt::print("watch: below {}, disconnected\n", low);
        }
    };
    const auto connect = [&fabric, &watch, print_loss] {
        watch = fabric.connect("on_train_batch_end", print_loss, "step"_a, "loss"_a, weft::every(10));
        fmt::print("watch: connected\n");
    };
    fabric.connect("on_train_epoch_start", connect, weft::once);
}

void train(const Options& options) {
    weft::Fabric fabric{make_callbacks(options.callbacks)};
    weft::Connection watch;
    watch_first_steps(fabric, watch);
    if (options.hooks) {
        fmt::print("{}\n", fabric);
        return;
    }
    declare_hooks(fabric);
    fabric.check();
    weft::Unused unused;
    if (options.unused) {
        fabric.observe(std::ref(unused));
    }
    if (options.trace_calls) {
        fabric.observe(weft::Trace{});
    }
    Trainer trainer{fabric, read_digits(options.data), options.recipe};
    const Score score = trainer.fit();
    if (options.unused) {
        fmt::print("{}\n", unused.report(fabric));
    }
    fmt::print("val_accuracy={:.4f}\n", score.accuracy);
}

}  // namespace
}  // namespace demo

int main(int argc, char** argv) {
    try {
        if (const auto options = demo::parse_options(argc, argv, demo::callback_names)) {
            demo::train(*options);
        }
        return 0;
    } catch (const demo::UsageError& error) {
        fmt::print(stderr, "train: {}\nRun with --help for the options.\n", error.what());
        return 2;
    } catch (const std::exception& error) {
        fmt::print(stderr, "train: {}\n", error.what());
        return 1;
    }
}
