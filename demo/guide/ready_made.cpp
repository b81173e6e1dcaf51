// SPDX-License-Identifier: MIT
// Ready-made callbacks in a loop of one's own: what it passes by these names is all they need.
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <ostream>
#include <string>

#include <fmt/core.h>
#include <unistd.h>
#include <weft/callbacks.hpp>
#include <weft/weft.hpp>

using namespace weft::literals;

/// Gets better for six epochs, then worse.
double loss_of(int epoch) {
    return 0.5 + 0.01 * std::pow(epoch - 6, 2);
}

void fit(const weft::Fabric& fabric) {
    constexpr int batches = 4;
    constexpr int samples = 32;
    bool should_stop = false;
    int step = 0;
    fabric.call("on_fit_start", "max_epochs"_a = 20, "batches_per_epoch"_a = batches);
    for (int epoch = 0; epoch < 20 && !should_stop; ++epoch) {
        const double lr = 0.1 / (1 + epoch);
        fabric.call("on_train_epoch_start", "epoch"_a = epoch);
        for (int batch = 0; batch < batches; ++batch) {
            fabric.call("on_train_batch_start", "batch_idx"_a = batch, "epoch"_a = epoch);
            ++step;
            fabric.call("on_train_batch_end", "loss"_a = loss_of(epoch), "batch_idx"_a = batch,
                        "epoch"_a = epoch, "step"_a = step, "lr"_a = lr, "samples"_a = samples,
                        "should_stop"_a = should_stop);
        }
        fabric.call("on_train_epoch_end", "epoch"_a = epoch, "step"_a = step, "loss"_a = loss_of(epoch),
                    "lr"_a = lr, "should_stop"_a = should_stop);
        fabric.call("on_validation_epoch_end", "epoch"_a = epoch, "step"_a = step,
                    "val_loss"_a = loss_of(epoch) + 0.1, "should_stop"_a = should_stop);
    }
    fabric.call("on_fit_end", "epoch"_a = 19, "step"_a = step);
}

int main() {
    namespace fs = std::filesystem;
    const fs::path folder = fs::temp_directory_path() / fmt::format("weft-ready-made-{}", ::getpid());

    weft::EarlyStopping early_stopping("val_loss", {.patience = 2});
    weft::IterationTimer timer;
    weft::Fabric fabric{std::ref(timer), weft::LearningRateMonitor({.record_steps = false, .file = stdout}),
                        std::ref(early_stopping), weft::MetricsLogger({.csv = folder / "metrics.csv"})};
    // Last, so that what it saves is the state of a finished epoch.
    weft::Checkpoint checkpoint(folder,
                                [](std::ostream& stream) { stream << "what your loop needs to go on\n"; },
                                {.monitor = "val_loss", .keep_best = 2});
    fabric.add(std::ref(checkpoint));
    fit(fabric);

    fmt::print("{}\n", early_stopping.reason());
    fmt::print("{} iterations were timed\n", timer.count());
    for (const weft::Checkpoint::Best& best : checkpoint.best()) {
        fmt::print("{}: {:.2f}\n", best.file.filename().string(), best.value);
    }
    std::ifstream metrics(folder / "metrics.csv");
    std::string line;
    for (int lines = 0; lines < 3 && std::getline(metrics, line); ++lines) {
        fmt::print("{}\n", line);
    }
    fs::remove_all(folder);
}
