// SPDX-License-Identifier: MIT
// What ranks send each other where they meet.
#pragma once

#include "mpi/messages.hpp"
#include "mpi/position.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace weft::detail {

/// The first words, before those that are combined: hashes of the position and of the calls in the log of a guard, 0 without one,
/// and a `Difference`.
struct Packet {
    static constexpr std::size_t position = 0;
    static constexpr std::size_t log = 1;
    static constexpr std::size_t difference = 2;
    static constexpr std::size_t words = 3;
};

/// What is not the same on all ranks, as bits: if one rank finds one, all do.
struct Difference {
    static constexpr std::uint64_t none = 0;
    static constexpr std::uint64_t positions = 1;
    static constexpr std::uint64_t logs = 2;
};

[[nodiscard]] std::vector<std::uint64_t> words_in(std::span<const std::byte> bytes);

[[nodiscard]] Bytes bytes_of(const std::vector<Group>& groups);
/// Adds the groups that another rank has sent.
void add_groups(std::vector<Group>& groups, std::span<const std::byte> bytes);

/// By the smaller in the first half, by the larger in the second.
void combine_by_range(std::span<std::uint64_t> into, std::span<const std::uint64_t> with);

}  // namespace weft::detail
