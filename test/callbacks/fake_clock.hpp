// SPDX-License-Identifier: MIT
// A clock that a test moves.
#pragma once

#include <chrono>
#include <functional>

/// Must outlive the callbacks that ask it.
struct FakeClock {
    std::chrono::steady_clock::time_point time{};

    FakeClock() = default;
    FakeClock(const FakeClock&) = delete;
    FakeClock& operator=(const FakeClock&) = delete;

    [[nodiscard]] std::function<std::chrono::steady_clock::time_point()> now() {
        return [this] { return time; };
    }
};
