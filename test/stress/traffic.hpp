// SPDX-License-Identifier: MIT
// Calls whose arguments can be told apart from all others, and handlers that look whether they came whole and in order.
#pragma once

#include <weft/weft.hpp>

#include <array>
#include <atomic>
#include <cstdint>
#include <string>

namespace stress {

inline constexpr std::size_t handlers = 4;

/// Made of one number, which each part tells: a mixture of two letters shows.
struct Letter {
    explicit Letter(std::uint64_t number) : parts{number, ~number, number * odd, number ^ odd} {}

    [[nodiscard]] bool is_whole() const {
        return parts[1] == ~parts[0] && parts[2] == parts[0] * odd && parts[3] == (parts[0] ^ odd);
    }

    static constexpr std::uint64_t odd = 0x9E3779B97F4A7C15U;
    std::array<std::uint64_t, 4> parts;
};

struct Counts {
    std::atomic<std::uint64_t> calls = 0;
    std::atomic<std::uint64_t> runs = 0;
    std::atomic<std::uint64_t> torn = 0;       ///< Arguments that do not belong together.
    std::atomic<std::uint64_t> misplaced = 0;  ///< Handlers that ran out of their order, twice or not at all.
    std::atomic<std::uint64_t> too_late = 0;   ///< Handlers that ran after disconnect_and_wait.
};

/// Connects handlers that stay: each expects those before it to have run in the same call, and none after it.
void connect_all(weft::Fabric& fabric, Counts& counts);

/// One call with the letter of that number, in one of several shapes.
void call(const weft::Fabric& fabric, std::uint64_t number, Counts& counts);

}  // namespace stress
