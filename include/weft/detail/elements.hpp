// SPDX-License-Identifier: MIT
// A list of values of different types. It stands in for std::tuple, which takes much longer to compile, as every handler
// needs some.
#pragma once

#include <cstddef>
#include <utility>

namespace weft::detail {

/// One value of a list. `place` makes the elements of a list different types, even where their values are of one type.
template <std::size_t place, class Value>
struct Element {
    Value value;
};

/// Inherits one `Element` per value, so that `element_at` finds its element by template argument deduction.
template <class Places, class... Values>
struct ElementsAt;
template <std::size_t... place, class... Values>
struct ElementsAt<std::index_sequence<place...>, Values...> : Element<place, Values>... {};

/// The list itself. It is an aggregate, with braces around each value: `Elements<int, Name>{{1}, {name}}`.
template <class... Values>
using Elements = ElementsAt<std::index_sequence_for<Values...>, Values...>;

/// The value at a place, counted from 0: `element_at<1>(elements)`.
template <std::size_t place, class Value>
constexpr Value& element_at(Element<place, Value>& element) noexcept {
    return element.value;
}
template <std::size_t place, class Value>
constexpr const Value& element_at(const Element<place, Value>& element) noexcept {
    return element.value;
}

}  // namespace weft::detail
