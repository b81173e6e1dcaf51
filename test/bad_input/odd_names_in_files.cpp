// SPDX-License-Identifier: MIT
// Writes everything that the ready-made callbacks write, with odd names, into the folder given, and the names as they are:
// odd_names_in_files.py reads it all with readers that are not weft's.
#include "odd_names.hpp"

#include <weft/callbacks.hpp>
#include <weft/weft.hpp>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <string>

#include <fmt/core.h>

using namespace weft::literals;

namespace {

/// A run resumed from its own state, so that names pass through a checkpoint as well.
void run(const std::filesystem::path& folder, std::FILE* terminal, std::FILE* plain, weft::ArgMap& state,
         bool resumes) {
    weft::Fabric fabric;
    weft::MetricsLogger logger({.csv = folder / "metrics.csv",
                                .json_lines = folder / "metrics.jsonl",
                                .hooks = {"on_train_epoch_end"}});
    weft::Profiler profiler;
    fabric.add(std::ref(logger));
    fabric.add(weft::TensorBoardLogger(folder / "events", {.hooks = {"on_train_epoch_end"}}));
    fabric.add(weft::Report(folder / "report.html",
                            {.title = "</script>\"&", .profile = [&profiler] { return profiler.table(); }}));
    fabric.add(weft::ProgressBar(
        {.file = terminal, .redraws_per_second = 1000000000, .is_terminal = true, .width = 60}));
    fabric.add(weft::ProgressBar({.file = plain, .is_terminal = false}));
    fabric.observe(std::ref(profiler));
    weft::Fabric logger_by_hand;
    logger_by_hand.observe([&logger](const weft::Event& event) {
        if (event.kind() == weft::Event::Kind::call_begin) {
            logger.log(event.hook(), event.args());
        }
    });
    if (resumes) {
        fabric.call("on_load_checkpoint", "state"_a = state);
    }
    weft::ArgMap settings;
    for (const OddName& odd : odd_names()) {
        settings.set(odd.name, odd.name);
    }
    fabric.call("on_fit_start", "settings"_a = settings);
    const int epoch = resumes ? 1 : 0;
    fabric.call("on_train_epoch_start", "epoch"_a = epoch);
    for (const OddName& odd : odd_names()) {
        fabric.call(odd.name);
        fabric.call("on_train_batch_end", "step"_a = 1, weft::arg(odd.name, 0.5));
        fabric.call("on_train_epoch_end", "epoch"_a = epoch, "step"_a = 1, weft::arg(odd.name, 0.5));
        logger_by_hand.call(odd.name, "x"_a = 1);
    }
    fabric.call("on_fit_end");
    fabric.call("on_save_checkpoint", "state"_a = state);
    profiler.write_trace(folder / "trace.json");
    std::ofstream(folder / "profile.txt", std::ios::binary) << profiler.table();
}

}  // namespace

int main(int, char** arguments) {
    const std::filesystem::path folder = arguments[1];
    std::ofstream names(folder / "names", std::ios::binary);
    for (const OddName& odd : odd_names()) {
        names << odd.name.size() << '\n' << odd.name;
    }
    std::FILE* const terminal = std::fopen((folder / "terminal").c_str(), "w");
    std::FILE* const plain = std::fopen((folder / "plain").c_str(), "w");
    weft::ArgMap state;
    run(folder, terminal, plain, state, false);
    run(folder, terminal, plain, state, true);
    std::fclose(terminal);
    std::fclose(plain);
    return 0;
}
