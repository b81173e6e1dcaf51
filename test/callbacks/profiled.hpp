// SPDX-License-Identifier: MIT
// A fabric with a profiler whose clock the test moves, and what it has measured as lines.
#pragma once

#include <weft/callbacks/profiler.hpp>
#include <weft/weft.hpp>

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include <fmt/format.h>

inline std::chrono::steady_clock::time_point fake_time{};

struct Slow {
    void on_train_batch_start() { fake_time += std::chrono::milliseconds(3); }
    void on_train_batch_end() { fake_time += std::chrono::milliseconds(4); }
};
WEFT_CALLBACK(Slow, (on_train_batch_start), (on_train_batch_end))

struct Fast {
    void on_train_batch_end() { fake_time += std::chrono::milliseconds(1); }
};
WEFT_CALLBACK(Fast, (on_train_batch_end))

struct Profiled {
    weft::Profiler profiler{{.now = [] { return fake_time; }}};
    weft::Fabric fabric{Fast{}, Slow{}};

    Profiled() { fabric.observe(std::ref(profiler)); }

    void train(int batches) const {
        for (int batch = 0; batch < batches; ++batch) {
            fabric.call("on_train_batch_start", weft::arg("batch_idx", batch));
            fake_time += std::chrono::milliseconds(10);
            fabric.call("on_train_batch_end", weft::arg("batch_idx", batch));
        }
    }
};

/// `name count milliseconds`, with the hook behind the callback's name.
inline std::vector<std::string> lines(const std::vector<weft::Profiler::Entry>& entries) {
    std::vector<std::string> texts;
    for (const auto& entry : entries) {
        texts.push_back(fmt::format("{}{}{} {} {:.0f}", entry.name, entry.hook.empty() ? "" : ".", entry.hook,
                                    entry.count, entry.total.count() * 1e3));
    }
    return texts;
}

using Lines = std::vector<std::string>;
