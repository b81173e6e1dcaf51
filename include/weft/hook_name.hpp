// SPDX-License-Identifier: MIT
// The name of a hook, from anything a string is, with the place in the source that wrote it.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>

namespace weft {

namespace detail {

inline std::uint64_t read_word(const char* from, std::size_t bytes) noexcept {
    std::uint64_t word = 0;
    std::memcpy(&word, from, bytes);
    return word;
}

/// Hash of a name. Compilers compute it beforehand where the name is a literal.
inline std::uint64_t hash_name(std::string_view name) noexcept {
    constexpr std::uint64_t odd = 0x9E3779B97F4A7C15U;
    constexpr std::size_t word = sizeof(std::uint64_t);
    const char* at = name.data();
    std::size_t left = name.size();
    std::uint64_t hash = left * odd;
    if (left == 0) {
        return hash;  // It may be null, from which not even no byte may be copied.
    }
    const auto mix = [&hash](std::uint64_t value) {
        hash = (hash ^ value) * odd;
        hash ^= hash >> 32U;
    };
    for (; left > word; left -= word, at += word) {
        mix(read_word(at, word));
    }
    mix(read_word(at, left));
    return hash;
}

}  // namespace detail

/// Converts from a literal, `const char*`, `std::string` and `std::string_view`; made where a call or a connect is
/// written, never kept. A null pointer is an empty name.
class HookName {
public:
    template <std::convertible_to<std::string_view> Text>
    HookName(const Text& text, const char* file = __builtin_FILE(), int line = __builtin_LINE()) noexcept
        : text_(view_of(text)), hash_(detail::hash_name(text_)), file_(file), line_(line) {}

    [[nodiscard]] std::string_view text() const noexcept { return text_; }
    [[nodiscard]] std::uint64_t hash() const noexcept { return hash_; }
    [[nodiscard]] const char* file() const noexcept { return file_; }
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
    std::uint64_t hash_;
    const char* file_;
    int line_;
};

}  // namespace weft
