// SPDX-License-Identifier: MIT
// A callback that prints how long an iteration takes.
#pragma once

#include <chrono>

#include <fmt/core.h>
#include <weft/callback_macro.hpp>

namespace demo {

/// From the start of a batch to its end, as the mean of the last `every` steps.
struct IterationTimer {
    using Clock = std::chrono::steady_clock;

    int every = 200;
    Clock::time_point start{};
    Clock::duration sum{};

    void on_train_batch_start() { start = Clock::now(); }

    void on_train_batch_end(int step) {
        sum += Clock::now() - start;
        if (step % every == 0) {
            const std::chrono::duration<double, std::milli> mean = sum / every;
            fmt::print("timer: step {}, {:.3f} ms per iteration\n", step, mean.count());
            sum = {};
        }
    }
};
WEFT_CALLBACK(IterationTimer, (on_train_batch_start), (on_train_batch_end, step))

}  // namespace demo
