// SPDX-License-Identifier: MIT
// The hash of a hook's name, computed by the compiler where it knows the name.
#pragma once

#include <weft/detail/export.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weft::detail {

/// The name's hash, which the compiler computes where it knows the name. To that end nothing here is a call, the loop over
/// a literal is written out, and every read is of a fixed size: the last word of a name overlaps the one before it.
struct NameHash {
    static constexpr std::size_t word = sizeof(std::uint64_t);
    static constexpr std::uint64_t odd = 0x9E3779B97F4A7C15U;

    std::uint64_t value;

    template <class Word>
    [[gnu::always_inline]] static std::uint64_t read(const char* from) noexcept {
        Word result;
        std::memcpy(&result, from, sizeof(result));
        return result;
    }
    [[gnu::always_inline]] void mix(std::uint64_t with) noexcept {
        value = (value ^ with) * odd;
        value ^= value >> 32U;
    }
    [[gnu::always_inline]] void mix_last(const char* data, std::size_t size) noexcept {
        if (size >= word) {
            mix(read<std::uint64_t>(data + size - word));
        } else if (size >= word / 2) {
            mix(read<std::uint32_t>(data) << 32U | read<std::uint32_t>(data + size - word / 2));
        } else if (size > 0) {
            mix(read<std::uint8_t>(data) << 16U | read<std::uint8_t>(data + size / 2) << 8U |
                read<std::uint8_t>(data + size - 1));
        }
    }

    [[gnu::always_inline]] static std::uint64_t of(std::string_view name) noexcept {
        NameHash hash{name.size() * odd};
        for (std::size_t at = 0; at + word < name.size(); at += word) {
            hash.mix(read<std::uint64_t>(name.data() + at));
        }
        hash.mix_last(name.data(), name.size());
        return hash.value;
    }
    /// The same for a name of at most one word more than there are indices.
    template <std::size_t... index>
    [[gnu::always_inline]] static std::uint64_t of(std::string_view name,
                                                   std::index_sequence<index...>) noexcept {
        NameHash hash{name.size() * odd};
        ((index * word + word < name.size() ? hash.mix(read<std::uint64_t>(name.data() + index * word))
                                            : void()),
         ...);
        hash.mix_last(name.data(), name.size());
        return hash.value;
    }
};

template <class Text>
[[gnu::always_inline]] inline std::uint64_t hash_name(std::string_view name) noexcept {
    constexpr std::size_t longest = 128;  // Longer arrays are buffers rather than literals.
    if constexpr (std::is_bounded_array_v<Text>) {
        if constexpr (sizeof(Text) <= longest) {
            return NameHash::of(name, std::make_index_sequence<sizeof(Text) / NameHash::word>{});
        }
    }
    return NameHash::of(name);
}

}  // namespace weft::detail
