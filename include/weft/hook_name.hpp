// SPDX-License-Identifier: MIT
// The name of a hook, made from any string, with the place in the source where it was written.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/detail/name_hash.hpp>

#include <concepts>
#include <cstdint>
#include <string_view>
#include <type_traits>

namespace weft {

/// The first parameter of `call`, `connect` and `declare`. A string literal, `const char*`, `std::string` or
/// `std::string_view` converts to it, so a program writes `fabric.call("on_step")` and need not name this type.
///
/// It refers to the text, so do not keep one. A null pointer counts as an empty name.
class HookName {
public:
    /// Leave `file` and `line` out: their defaults are the place of the caller, by which errors name a handler that is a
    /// function. The hash of a literal is computed by the compiler.
    template <std::convertible_to<std::string_view> Text>
    WEFT_DETAIL_ALWAYS_INLINE HookName(const Text& text, const char* file = __builtin_FILE(),
                                       int line = __builtin_LINE()) noexcept
        : text_(view_of(text)), hash_(detail::hash_name<Text>(text_)), file_(file), line_(line) {}

    /// Refuses what is no text with a message that says what to write.
    template <class Other>
        requires(!std::convertible_to<Other, std::string_view>)
    HookName(const Other&) noexcept {
        static_assert(std::convertible_to<Other, std::string_view>,
                      "weft: the name of a hook is a text: write it as \"on_epoch_end\"");
    }

    /// The name, as a view of the text that it was made from.
    [[nodiscard]] std::string_view text() const noexcept { return text_; }
    /// The hash of the name, by which a fabric looks the hook up.
    [[nodiscard]] std::uint64_t hash() const noexcept { return hash_; }
    /// The source file in which the name was written.
    [[nodiscard]] const char* file() const noexcept { return file_; }
    /// The line of that file.
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
