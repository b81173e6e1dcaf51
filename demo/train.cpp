// SPDX-License-Identifier: MIT
// Trains a small network on handwritten digits; everything around the loop is a callback.
#include "digits.hpp"
#include "options.hpp"
#include "trainer.hpp"

#include <algorithm>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/core.h>
#include <weft/callbacks.hpp>
#include <weft/plugin.hpp>
#include <weft/weft.hpp>

namespace demo {
namespace {

using namespace weft::literals;

const std::vector<std::string> callback_names{"timer", "lr", "profiler", "throughput", "early-stopping"};
const std::vector<std::string> default_callbacks{"timer", "lr", "profiler"};

/// The callbacks that are asked for results afterwards. A null one was not chosen.
struct Instruments {
    std::shared_ptr<weft::ProgressBar> progress = std::make_shared<weft::ProgressBar>();
    std::shared_ptr<weft::IterationTimer> timer;
    std::shared_ptr<weft::ThroughputMonitor> throughput;
    std::shared_ptr<weft::EarlyStopping> early_stopping;
    std::shared_ptr<weft::Profiler> profiler;
};

Instruments choose(const Options& options) {
    const auto is_chosen = [&options](std::string_view name) {
        return std::find(options.callbacks.begin(), options.callbacks.end(), name) != options.callbacks.end();
    };
    Instruments chosen;
    if (is_chosen("timer")) {
        chosen.timer = std::make_shared<weft::IterationTimer>();
    }
    if (is_chosen("throughput")) {
        chosen.throughput = std::make_shared<weft::ThroughputMonitor>();
    }
    if (is_chosen("early-stopping")) {
        chosen.early_stopping =
            std::make_shared<weft::EarlyStopping>("val_loss", weft::EarlyStoppingOptions{.patience = 5});
    }
    if (is_chosen("profiler") || !options.trace.empty()) {
        chosen.profiler = std::make_shared<weft::Profiler>();
    }
    return chosen;
}

/// In the order in which they run: what draws first, what saves last.
std::vector<weft::Callback> make_callbacks(const Options& options, const Instruments& chosen) {
    std::vector<weft::Callback> callbacks{chosen.progress};
    for (const std::string& name : options.callbacks) {
        if (name == "timer") {
            callbacks.emplace_back(chosen.timer);
        } else if (name == "throughput") {
            callbacks.emplace_back(chosen.throughput);
        } else if (name == "early-stopping") {
            callbacks.emplace_back(chosen.early_stopping);
        } else if (name == "lr") {
            callbacks.emplace_back(weft::LearningRateMonitor({.file = stdout}));
        }
    }
    if (!options.csv.empty()) {
        callbacks.emplace_back(weft::MetricsLogger({.csv = options.csv}));
    }
    if (!options.tensor_board.empty()) {
        callbacks.emplace_back(weft::TensorBoardLogger(options.tensor_board));
    }
    if (!options.report.empty()) {
        weft::ReportOptions report{.title = "Handwritten digits"};
        if (chosen.profiler) {
            report.profile = [profiler = chosen.profiler] { return profiler->table(); };
        }
        callbacks.emplace_back(weft::Report(options.report, report));
    }
    return callbacks;
}

/// What this program has never seen: of --plugin, then of the environment.
void add_plugins(weft::Fabric& fabric, const Options& options) {
    const auto add = [&fabric](const std::vector<weft::Callback>& callbacks) {
        for (const weft::Callback& callback : callbacks) {
            fabric.add(callback);
        }
    };
    for (const PluginChoice& plugin : options.plugins) {
        add(weft::load_callbacks(plugin.file, plugin.settings));
    }
    add(weft::load_callbacks_from_environment());
}

/// Watches the loss of the first steps: a handler that is connected while the loop runs and, once the loss is
/// low, disconnects itself. The loop goes on without it.
void watch_first_steps(weft::Fabric& fabric, weft::Connection& watch, weft::ProgressBar& progress) {
    const auto print_loss = [&watch, &progress](int step, double loss) {
        constexpr double low = 0.5;
        progress.clear();
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

/// The trainer passes the spectrum as a lazy argument: it is computed for these steps only.
void show_spectrum(weft::Fabric& fabric, weft::ProgressBar& progress) {
    const auto print_spectrum = [&progress](const std::vector<double>& spectrum) {
        progress.clear();
        fmt::print("spectrum: {:.4f} to {:.4f}, {} values\n", spectrum.front(), spectrum.back(),
                   spectrum.size());
    };
    fabric.connect("on_before_optimizer_step", print_spectrum, "spectrum"_a, weft::every(50));
}

void resume(Trainer& trainer, const std::filesystem::path& checkpoint) {
    std::ifstream file(checkpoint, std::ios::binary);
    if (!file) {
        throw UsageError(fmt::format("--resume: there is no {}", checkpoint.string()));
    }
    trainer.load(file);
}

void print_results(const Instruments& chosen) {
    if (const auto& timer = chosen.timer; timer && timer->count() > 0) {
        fmt::print("timer: {} iterations, mean {:.3f} ms, p50 {:.3f} ms, p95 {:.3f} ms, {:.0f} it/s\n",
                   timer->count(), timer->mean()->count() * 1e3, timer->p50()->count() * 1e3,
                   timer->p95()->count() * 1e3, *timer->iterations_per_second());
    }
    if (chosen.throughput && chosen.throughput->samples_per_second()) {
        fmt::print("throughput: {} samples, {:.0f} samples/s\n", chosen.throughput->samples(),
                   *chosen.throughput->samples_per_second());
    }
    if (chosen.early_stopping && chosen.early_stopping->has_stopped()) {
        fmt::print("early-stopping: {}\n", chosen.early_stopping->reason());
    }
    if (chosen.profiler) {
        fmt::print("profiler:\n{}", chosen.profiler->table());
    }
}

void train(const Options& options) {
    const Instruments chosen = choose(options);
    weft::Fabric fabric{make_callbacks(options, chosen)};
    add_plugins(fabric, options);
    Trainer trainer{fabric, read_digits(options.data), options.recipe};
    fabric.add(weft::Checkpoint(options.checkpoints,
                                [&trainer](std::ostream& stream) { trainer.save(stream); },
                                {.monitor = "val_accuracy", .mode = weft::MonitorMode::max}));
    weft::Connection watch;
    watch_first_steps(fabric, watch, *chosen.progress);
    if (options.spectrum) {
        show_spectrum(fabric, *chosen.progress);
    }
    if (options.hooks) {
        fmt::print("{}\n", fabric);
        return;
    }
    declare_hooks(fabric);
    fabric.check();
    if (chosen.profiler) {
        fabric.observe(chosen.profiler);
    }
    weft::Unused unused;
    if (options.unused) {
        fabric.observe(std::ref(unused));
    }
    if (options.trace_calls) {
        fabric.observe(weft::Trace{});
    }
    if (options.resume) {
        resume(trainer, std::filesystem::path(options.checkpoints) / "last.ckpt");
    }
    const Score score = trainer.fit();
    print_results(chosen);
    if (!options.trace.empty()) {
        chosen.profiler->write_trace(options.trace);
    }
    if (options.unused) {
        fmt::print("{}\n", unused.report(fabric));
    }
    fmt::print("val_accuracy={:.4f}\n", score.accuracy);
}

}  // namespace
}  // namespace demo

int main(int argc, char** argv) {
    try {
        if (const auto options =
                demo::parse_options(argc, argv, demo::callback_names, demo::default_callbacks)) {
            demo::train(*options);
        }
        return 0;
    } catch (const demo::UsageError& error) {
        fmt::print(stderr, "train: {}\nRun with --help for the options.\n", error.what());
        return 2;
    } catch (const weft::PluginError& error) {
        fmt::print(stderr, "train: {}\n", error.what());
        return 2;
    } catch (const std::exception& error) {
        fmt::print(stderr, "train: {}\n", error.what());
        return 1;
    }
}
