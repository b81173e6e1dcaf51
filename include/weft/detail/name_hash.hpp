// SPDX-License-Identifier: MIT
// The hash of a hook's name, which is a constant where the compiler knows the name.
#pragma once

#include <weft/detail/export.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weft::detail {

/// Hashes a name in words of eight bytes. The optimizer turns the hash of a literal into a constant. To make that possible,
/// all functions are inlined, the loop over a literal is unrolled by an index sequence, and every read has a fixed size: the
/// last word of a name overlaps the word before it.
struct NameHash {
    static constexpr std::size_t word = sizeof(std::uint64_t);
    /// 2^64 divided by the golden ratio, as in Fibonacci hashing; odd, so that a product with it loses no information.
    static constexpr std::uint64_t odd = 0x9E3779B97F4A7C15U;

    std::uint64_t value;

    template <class Word>
    WEFT_DETAIL_ALWAYS_INLINE static std::uint64_t read(const char* from) noexcept {
        Word result;
        std::memcpy(&result, from, sizeof(result));
        return result;
    }
    WEFT_DETAIL_ALWAYS_INLINE void mix(std::uint64_t with) noexcept {
        value = (value ^ with) * odd;
        value ^= value >> 32U;
    }
    /// Mixes in the last word of a name, or the whole of a name that is shorter than a word.
    WEFT_DETAIL_ALWAYS_INLINE void mix_last(const char* data, std::size_t size) noexcept {
        if (size >= word) {
            mix(read<std::uint64_t>(data + size - word));
        } else if (size >= word / 2) {
            mix(read<std::uint32_t>(data) << 32U | read<std::uint32_t>(data + size - word / 2));
        } else if (size > 0) {
            mix(read<std::uint8_t>(data) << 16U | read<std::uint8_t>(data + size / 2) << 8U |
                read<std::uint8_t>(data + size - 1));
        }
    }

    WEFT_DETAIL_ALWAYS_INLINE static std::uint64_t of(std::string_view name) noexcept {
        NameHash hash{name.size() * odd};
        for (std::size_t at = 0; at + word < name.size(); at += word) {
            hash.mix(read<std::uint64_t>(name.data() + at));
        }
        hash.mix_last(name.data(), name.size());
        return hash.value;
    }
    /// The same without a loop, for a name that is at most one word longer than there are indices.
    template <std::size_t... index>
    WEFT_DETAIL_ALWAYS_INLINE static std::uint64_t of(std::string_view name,
                                                      std::index_sequence<index...>) noexcept {
        NameHash hash{name.size() * odd};
        ((index * word + word < name.size() ? hash.mix(read<std::uint64_t>(name.data() + index * word))
                                            : void()),
         ...);
        hash.mix_last(name.data(), name.size());
        return hash.value;
    }
};

/// The hash of `name`, which was written as a `Text`: a bounded array is probably a literal, and goes by the variant
/// without a loop. The hash is the same either way.
template <class Text>
WEFT_DETAIL_ALWAYS_INLINE inline std::uint64_t hash_name(std::string_view name) noexcept {
    constexpr std::size_t longest = 128;  // A longer array is probably a buffer.
    if constexpr (std::is_bounded_array_v<Text>) {
        if constexpr (sizeof(Text) <= longest) {
            return NameHash::of(name, std::make_index_sequence<sizeof(Text) / NameHash::word>{});
        }
    }
    return NameHash::of(name);
}

}  // namespace weft::detail
