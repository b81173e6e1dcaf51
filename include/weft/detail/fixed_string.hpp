// SPDX-License-Identifier: MIT
// A string that can be a template argument, so that names can be part of a type.
#pragma once

#include <cstddef>
#include <string_view>

namespace weft::detail {

/// `size` counts the NUL at the end. The member is public, as the language demands of the type of a template argument.
template <std::size_t size>
struct FixedString {
    char text[size]{};

    consteval FixedString(const char (&literal)[size]) : FixedString(literal, size) {}
    /// Copies `length` characters, which are at most `size`.
    consteval FixedString(const char* from, std::size_t length) {
        for (std::size_t i = 0; i < length; ++i) {
            text[i] = from[i];
        }
    }

    [[nodiscard]] constexpr std::string_view view() const { return {text, size - 1}; }

    template <std::size_t other>
    constexpr bool operator==(const FixedString<other>& that) const {
        return view() == that.view();
    }
};

template <std::size_t size>
FixedString(const char (&)[size]) -> FixedString<size>;

}  // namespace weft::detail
