// SPDX-License-Identifier: MIT
// Trains a small network on handwritten digits; everything around the loop is a callback.
#include "averaged_weights.hpp"
#include "digits.hpp"
#include "options.hpp"
#include "python_callbacks.hpp"
#include "ranks.hpp"
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
#include <utility>
#include <vector>

#include <fmt/core.h>
#include <weft/callbacks.hpp>
#include <weft/plugin.hpp>
#include <weft/weft.hpp>

namespace demo {
namespace {

using namespace weft::literals;

const std::vector<std::string> callback_names{"timer",
                                              "lr",
                                              "profiler",
                                              "stop-on-signal",
                                              "throughput",
                                              "early-stopping",
                                              "reduce-on-plateau",
                                              "averaged-weights"};
const std::vector<std::string> default_callbacks{"timer", "lr", "profiler", "stop-on-signal"};

/// The callbacks that are asked for results afterwards. A null one was not chosen.
struct Instruments {
    std::shared_ptr<weft::ProgressBar> progress = std::make_shared<weft::ProgressBar>();
    std::shared_ptr<weft::IterationTimer> timer;
    std::shared_ptr<weft::ThroughputMonitor> throughput;
    std::shared_ptr<weft::EarlyStopping> early_stopping;
    std::shared_ptr<weft::ReduceOnPlateau> reduce_on_plateau;
    std::shared_ptr<weft::StopOnSignal> stop_on_signal;
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
    if (is_chosen("reduce-on-plateau")) {
        chosen.reduce_on_plateau = std::make_shared<weft::ReduceOnPlateau>(
            "val_loss", weft::ReduceOnPlateauOptions{.factor = 0.5, .patience = 2});
    }
    if (is_chosen("stop-on-signal")) {
        chosen.stop_on_signal = std::make_shared<weft::StopOnSignal>();
    }
    if (is_chosen("profiler") || !options.trace.empty()) {
        chosen.profiler = std::make_shared<weft::Profiler>();
    }
    return chosen;
}

/// Puts callbacks that write files into the background, so that the loop does not wait for the disk.
class Background {
public:
    explicit Background(bool is_off) : is_off_(is_off) {}

    weft::Callback put(weft::Callback callback) {
        return is_off_ ? callback
                       : weft::Callback(all_.emplace_back(weft::in_background(std::move(callback))));
    }
    /// Waits for all that they have to write. Throws what one could not.
    void flush() const {
        for (const std::shared_ptr<weft::Background>& one : all_) {
            one->flush();
        }
    }

private:
    bool is_off_;
    std::vector<std::shared_ptr<weft::Background>> all_;
};

/// In the order in which they run: what draws first.
std::vector<weft::Callback> make_callbacks(const Options& options, const Instruments& chosen,
                                           const Ranks& ranks) {
    std::vector<weft::Callback> callbacks{ranks.on_first([&chosen] { return chosen.progress; })};
    for (const std::string& name : options.callbacks) {
        if (name == "timer") {
            callbacks.emplace_back(chosen.timer);
        } else if (name == "throughput") {
            callbacks.emplace_back(chosen.throughput);
        } else if (name == "early-stopping") {
            callbacks.emplace_back(chosen.early_stopping);
        } else if (name == "reduce-on-plateau") {
            callbacks.emplace_back(chosen.reduce_on_plateau);
        } else if (name == "stop-on-signal") {
            callbacks.emplace_back(chosen.stop_on_signal);
        } else if (name == "averaged-weights") {
            callbacks.emplace_back(AveragedWeights());
        } else if (name == "lr") {
            callbacks.push_back(ranks.on_first([] { return weft::LearningRateMonitor({.file = stdout}); }));
        }
    }
    return callbacks;
}

void add_loggers(weft::Fabric& fabric, const Options& options, const Instruments& chosen,
                 Background& background, const Ranks& ranks) {
    std::vector<std::function<weft::Callback()>> loggers;
    if (!options.csv.empty()) {
        loggers.emplace_back([&] { return weft::MetricsLogger({.csv = options.csv}); });
    }
    if (!options.tensor_board.empty()) {
        loggers.emplace_back([&] { return weft::TensorBoardLogger(options.tensor_board); });
    }
    if (!options.report.empty()) {
        loggers.emplace_back([&] {
            weft::ReportOptions report{.title = "Handwritten digits"};
            if (chosen.profiler) {
                report.profile = [profiler = chosen.profiler] { return profiler->table(); };
            }
            return weft::Report(options.report, report);
        });
    }
    for (const auto& make : loggers) {
        fabric.add(ranks.on_first([&] { return background.put(make()); }));
    }
    if (!loggers.empty()) {
        // What cannot be written is said before the first step.
        fabric.add(ranks.on_first([&background] {
            weft::DynamicCallback flush{"flush"};
            flush.on("on_fit_start", {}, [&background](const weft::Args&) { background.flush(); });
            return flush;
        }));
    }
}

/// What this program has never seen: of --plugin, then of the environment.
void add_plugins(weft::Fabric& fabric, const Options& options, const Ranks& ranks) {
    const auto add = [&](const std::vector<weft::Callback>& callbacks) {
        for (const weft::Callback& callback : callbacks) {
            fabric.add(ranks.on_first([&callback] { return callback; }));
        }
    };
    for (const PluginChoice& plugin : options.plugins) {
        add(weft::load_callbacks(plugin.file, plugin.settings));
    }
    add(weft::load_callbacks_from_environment());
}

/// Watches the loss of the first steps: a handler that is connected while the loop runs and, once the loss is
/// low, disconnects itself. The loop goes on without it.
void watch_first_steps(weft::Fabric& fabric, weft::Connection& watch) {
    const auto print_loss = [&watch](int step, double loss) {
        constexpr double low = 0.5;
        weft::print("watch: step {}, loss {:.4f}\n", step, loss);
        if (loss < low) {
            watch.disconnect();
            weft::print("watch: below {}, disconnected\n", low);
        }
    };
    const auto connect = [&fabric, &watch, print_loss] {
        watch = fabric.connect("on_train_batch_end", print_loss, "step"_a, "loss"_a, weft::every(10));
        weft::print("watch: connected\n");
    };
    fabric.connect("on_train_epoch_start", connect, weft::once);
}

/// The trainer passes the spectrum as a lazy argument: it is computed for these steps only.
void show_spectrum(weft::Fabric& fabric) {
    const auto print_spectrum = [](const std::vector<double>& spectrum) {
        weft::print("spectrum: {:.4f} to {:.4f}, {} values\n", spectrum.front(), spectrum.back(),
                    spectrum.size());
    };
    fabric.connect("on_before_optimizer_step", print_spectrum, "spectrum"_a, weft::every(50));
}

/// Takes the state of loop and callbacks in the loop's thread, and writes it wherever the checkpoint runs: by then the loop has
/// gone on. Before each state is taken, `on_save_checkpoint` has waited until the one before is written.
class Saver {
public:
    Saver(const Trainer& trainer, const Instruments& chosen, const Ranks& ranks, const std::string& folder)
        : trainer_(trainer),
          chosen_(chosen),
          ranks_(ranks),
          checkpoint_(folder, [this](std::ostream& stream) { write(stream); },
                      {.monitor = "val_accuracy", .mode = weft::MonitorMode::max}) {}

    weft::Checkpoint& checkpoint() { return checkpoint_; }

    void take() {
        state_ = trainer_.state();
        // A signal, to any of the ranks, ends this process, and not the fit.
        const bool has_ended = chosen_.early_stopping && chosen_.early_stopping->has_stopped();
        const bool is_signalled = ranks_.any(chosen_.stop_on_signal && chosen_.stop_on_signal->has_stopped());
        if (is_signalled && !has_ended) {
            state_.set("trainer.should_stop", false);
        }
    }

private:
    void write(std::ostream& stream) {
        checkpoint_.on_save_checkpoint(state_);  // The ranking, with this checkpoint in it.
        weft::save(state_, stream);
    }

    const Trainer& trainer_;
    const Instruments& chosen_;
    const Ranks& ranks_;
    weft::ArgMap state_;
    weft::Checkpoint checkpoint_;
};

void resume(Trainer& trainer, const std::filesystem::path& checkpoint) {
    std::ifstream file(checkpoint, std::ios::binary);
    if (!file) {
        throw UsageError(fmt::format("--resume: there is no {}", checkpoint.string()));
    }
    trainer.load(weft::load(file));
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

/// Those of the first rank alone: what they show is the same on all.
void add_observers(weft::Fabric& fabric, const Options& options, const Instruments& chosen,
                   weft::Unused& unused) {
    if (chosen.profiler) {
        fabric.observe(chosen.profiler);
    }
    if (options.unused) {
        fabric.observe(std::ref(unused));
    }
    if (options.trace_calls) {
        fabric.observe(weft::Trace{});
    }
}

void print_end(const weft::Fabric& fabric, const Options& options, const Instruments& chosen,
               const weft::Unused& unused, const Score& score) {
    print_results(chosen);
    if (!options.trace.empty()) {
        chosen.profiler->write_trace(options.trace);
    }
    if (options.unused) {
        fmt::print("{}\n", unused.report(fabric));
    }
    fmt::print("val_accuracy={:.4f}\n", score.accuracy);
}

void train(const Options& options, const Ranks& ranks, PythonCallbacks& python) {
    if (ranks.shard().count != options.ranks) {
        throw UsageError(fmt::format("--ranks: '{}' found, but mpirun has started {}: ./demo/run starts both",
                                     options.ranks, ranks.shard().count));
    }
    const Instruments chosen = choose(options);
    Background background{options.foreground};
    weft::Fabric fabric;
    ranks.join(fabric);
    for (const weft::Callback& callback : make_callbacks(options, chosen, ranks)) {
        fabric.add(callback);
    }
    add_loggers(fabric, options, chosen, background, ranks);
    add_plugins(fabric, options, ranks);
    python.add(fabric, options.python);
    Trainer trainer{fabric, read_digits(options.data), options.recipe, ranks.shard()};
    // Last, so that what is saved is the state at the end of the epoch. All ranks take it, and the first one writes it.
    const auto saver = std::make_shared<Saver>(trainer, chosen, ranks, options.checkpoints);
    const std::shared_ptr<weft::Checkpoint> checkpoint(saver, &saver->checkpoint());
    fabric.connect("on_validation_epoch_end", [saver] { saver->take(); });
    fabric.add(ranks.on_first([&] { return background.put(checkpoint); }));
    weft::Connection watch;
    if (ranks.is_first()) {
        watch_first_steps(fabric, watch);
        if (options.spectrum) {
            show_spectrum(fabric);
        }
    }
    if (options.hooks) {
        if (ranks.is_first()) {
            fmt::print("{}\n", fabric);
        }
        return;
    }
    declare_hooks(fabric);
    fabric.check();
    weft::Unused unused;
    if (ranks.is_first()) {
        add_observers(fabric, options, chosen, unused);
    }
    if (options.resume) {
        resume(trainer, std::filesystem::path(options.checkpoints) / "last.ckpt");
    }
    if (!options.trace.empty()) {
        weft::Profiler::check_trace(options.trace);
    }
    const Score score = trainer.fit();
    background.flush();
    if (trainer.is_interrupted()) {
        saver->take();
    }
    if (!ranks.is_first()) {
        return;
    }
    if (trainer.is_interrupted()) {
        checkpoint->save_last();
        fmt::print("interrupted: in the middle of an epoch, --resume goes on from there\n");
    }
    print_end(fabric, options, chosen, unused, score);
}

}  // namespace
}  // namespace demo

int main(int argc, char** argv) {
    const demo::Ranks ranks{argc, argv};
    demo::PythonCallbacks python;  // Ends after whatever its callbacks throw.
    try {
        if (const auto options =
                demo::parse_options(argc, argv, demo::callback_names, demo::default_callbacks)) {
            demo::train(*options, ranks, python);
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
