// SPDX-License-Identifier: MIT
// Threads that start at the same time.
#pragma once

#include "joined_thread.hpp"

#include <cstddef>
#include <latch>
#include <vector>

/// Runs `body(index)` on `count` threads that start together; returns when all have ended.
template <typename Body>
void run_together(std::size_t count, Body body) {
    std::latch start{static_cast<std::ptrdiff_t>(count)};
    std::vector<JoinedThread> threads;
    for (std::size_t index = 0; index < count; ++index) {
        threads.emplace_back([&start, &body, index] {
            start.arrive_and_wait();
            body(index);
        });
    }
}
