// SPDX-License-Identifier: MIT
// The name of a hook, from anything a string is, with the place in the source that wrote it.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/detail/name_hash.hpp>

#include <concepts>
#include <cstdint>
#include <string_view>
#include <type_traits>

namespace weft {

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
