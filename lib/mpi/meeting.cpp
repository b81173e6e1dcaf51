// SPDX-License-Identifier: MIT
// Words and groups as bytes: all ranks run the same program, so they go as they are.
#include "mpi/meeting.hpp"

#include <algorithm>
#include <cstring>

namespace weft::detail {

namespace {

void append(Bytes& bytes, const void* from, std::size_t size) {
    const auto* const begin = static_cast<const std::byte*>(from);
    bytes.insert(bytes.end(), begin, begin + size);
}

void take(std::span<const std::byte>& bytes, void* to, std::size_t size) {
    std::memcpy(to, bytes.data(), size);
    bytes = bytes.subspan(size);
}

}  // namespace

std::vector<std::uint64_t> words_in(std::span<const std::byte> bytes) {
    std::vector<std::uint64_t> words(bytes.size() / sizeof(std::uint64_t));
    std::memcpy(words.data(), bytes.data(), words.size() * sizeof(std::uint64_t));
    return words;
}

Bytes bytes_of(const std::vector<Group>& groups) {
    Bytes bytes;
    for (const Group& group : groups) {
        append(bytes, &group.position, sizeof(Position));
        const std::uint64_t size = group.ranks.size();
        append(bytes, &size, sizeof(size));
        append(bytes, group.ranks.data(), group.ranks.size() * sizeof(int));
    }
    return bytes;
}

void add_groups(std::vector<Group>& groups, std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
        Position position;
        std::uint64_t size = 0;
        take(bytes, &position, sizeof(Position));
        take(bytes, &size, sizeof(size));
        std::vector<int> ranks(size);
        take(bytes, ranks.data(), ranks.size() * sizeof(int));
        add_to_groups(groups, position, ranks);
    }
}

void combine_by_range(std::span<std::uint64_t> into, std::span<const std::uint64_t> with) {
    const std::size_t half = into.size() / 2;
    for (std::size_t i = 0; i < half; ++i) {
        into[i] = std::min(into[i], with[i]);
        into[half + i] = std::max(into[half + i], with[half + i]);
    }
}

}  // namespace weft::detail
