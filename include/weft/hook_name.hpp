// SPDX-License-Identifier: MIT
// The name of a hook, from anything a string is, with the place in the source that wrote it.
#pragma once

#include <weft/detail/compiler.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weft {

namespace detail {

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

}  // namespace detail

/// Converts from a literal, `const char*`, `std::string` and `std::string_view`; made where a call or a connect is
/// written, never kept. A null pointer is an empty name.
class HookName {
public:
    /// Keeps a view of the text, its hash, and the file and line of the caller.
    template <std::convertible_to<std::string_view> Text>
    [[gnu::always_inline]] HookName(const Text& text, const char* file = __builtin_FILE(),
                                    int line = __builtin_LINE()) noexcept
        : text_(view_of(text)), hash_(detail::hash_name<Text>(text_)), file_(file), line_(line) {}

    /// For what is no text: does not compile, and says what to write.
    template <class Other>
        requires(!std::convertible_to<Other, std::string_view>)
    HookName(const Other&) noexcept {
        static_assert(std::convertible_to<Other, std::string_view>,
                      "weft: the name of a hook is a text: write it as \"on_epoch_end\"");
    }

    /// The name; a view of what it was made from.
    [[nodiscard]] std::string_view text() const noexcept { return text_; }
    /// By which a fabric looks the hook up; a constant where the compiler knows the name.
    [[nodiscard]] std::uint64_t hash() const noexcept { return hash_; }
    /// The source file that wrote the name, for texts of errors.
    [[nodiscard]] const char* file() const noexcept { return file_; }
    /// The line in that file.
    [[nodiscard]] int line() const noexcept { return line_; }

private:
    template <class Text>
    static std::string_view view_of(const Text& text) noexcept {
        if constexpr (std::is_pointer_v<Text>) {
            return text == nullptr ? std::string_view() : std::string_view(text);
        } else {
            return text;
        }
    }

    std::string_view text_;
    std::uint64_t hash_ = 0;
    const char* file_ = nullptr;
    int line_ = 0;
};

}  // namespace weft
