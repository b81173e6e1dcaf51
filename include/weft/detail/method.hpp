// SPDX-License-Identifier: MIT
// A method that serves a hook, as a type: the two ways of finding methods answer with lists of these.
#pragma once

#include <weft/detail/signature.hpp>

#include <cstddef>
#include <string_view>

namespace weft::detail {

template <class Type>
struct Tag {};

/// The n-th of the words that commas separate, without the blanks around it. Goes by index: with its undefined-behaviour
/// sanitizer, GCC 12 takes no search by pointer in a template argument for a constant.
template <std::size_t size>
constexpr std::string_view nth_word(const FixedString<size>& words, std::size_t n) {
    std::size_t begin = 0;
    for (; n > 0; ++begin) {
        n -= words.text[begin] == ',' ? 1 : 0;
    }
    while (words.text[begin] == ' ') {
        ++begin;
    }
    std::size_t end = begin;
    while (words.text[end] != ',' && words.text[end] != '\0') {
        ++end;
    }
    while (end > begin && words.text[end - 1] == ' ') {
        --end;
    }
    return {words.text + begin, end - begin};
}

template <std::size_t size>
constexpr std::size_t count_commas(const FixedString<size>& words) {
    std::size_t count = 0;
    for (const char character : words.text) {
        count += character == ',' ? 1 : 0;
    }
    return count;
}

/// One method of a callback. `words` spells the method and its parameters' names: "on_train_batch_end, loss, output".
template <auto pointer, FixedString words, bool was_reflected = false>
struct Method {
    static constexpr auto method = pointer;
    using parts = Signature<decltype(pointer)>;
    using parameters = typename parts::parameters;
    using result = typename parts::result;
    static constexpr bool is_reflected = was_reflected;

    static constexpr std::string_view word(std::size_t n) { return nth_word(words, n); }
    static constexpr std::string_view hook = word(0);

    static_assert(count_commas(words) == named_parameters<parameters>,
                  "weft: WEFT_CALLBACK must name every parameter of the method, but no weft::Args");
};

/// The methods of `Self` that serve hooks, in the order in which they were declared.
template <class Self, class... Methods>
struct MethodList {
    using self = Self;
};

}  // namespace weft::detail
