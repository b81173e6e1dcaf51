// SPDX-License-Identifier: MIT
// A method that serves a hook, as a type. WEFT_CALLBACK and reflection both make lists of these.
#pragma once

#include <weft/detail/handlers/signature.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

namespace weft::detail {

/// An empty object that stands for a type, so that a function can be found by the type without an object of it.
template <class Type>
struct Tag {
    using type = Type;
};

/// One method of a callback. The names of its parameters are no part of the type, as the type is part of symbols, and of the
/// names of functions that a debugger shows.
template <auto method>
struct Method {
    static constexpr auto pointer = method;
    using parts = Signature<decltype(method)>;
};

/// The methods of `Self` that serve hooks, in the order in which they were declared. `words` spells them, each with its
/// parameters: "(on_train_batch_end, loss, output), (on_fit_end)".
template <class Self, bool was_reflected, class... Methods>
struct MethodList {
    using self = Self;
    static constexpr bool is_reflected = was_reflected;
    static constexpr std::size_t count = sizeof...(Methods);

    std::string_view words;
};

/// Takes the place of the list for a class whose declaration a static_assert has refused. No further error is to follow.
struct RefusedMethods {};

/// Takes the place of the list for a type without methods that serve hooks: none is declared, and reflection found none.
struct NoMethods {};

/// The first `count` words inside parentheses, which commas separate, without the blanks around them. Goes by index, as GCC 12
/// with its undefined-behaviour sanitizer does not accept a search by pointer as a constant expression in a template argument.
template <std::size_t count>
constexpr std::array<std::string_view, count> split_words(std::string_view all) {
    std::array<std::string_view, count> words{};
    const char* const text = all.data();
    const std::size_t size = all.size();
    std::size_t used = 0;
    std::size_t begin = 0;
    bool is_inside = false;
    for (std::size_t i = 0; i < size && used < count; ++i) {
        const bool is_last = text[i] == ')';
        if (text[i] == '(') {
            is_inside = true;
            begin = i + 1;
        } else if (is_inside && (text[i] == ',' || is_last)) {
            std::size_t end = i;
            for (; begin < end && text[begin] == ' '; ++begin) {
            }
            for (; begin < end && text[end - 1] == ' '; --end) {
            }
            words[used++] = std::string_view(text + begin, end - begin);
            begin = i + 1;
            is_inside = !is_last;
        }
    }
    return words;
}

}  // namespace weft::detail
