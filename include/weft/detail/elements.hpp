// SPDX-License-Identifier: MIT
// A list of values of different types: what std::tuple is, at a fraction of what that costs to compile. Every handler has
// some.
#pragma once

#include <cstddef>
#include <utility>

namespace weft::detail {

template <std::size_t place, class Value>
struct Element {
    Value value;
};

template <class Places, class... Values>
struct ElementsAt;
template <std::size_t... place, class... Values>
struct ElementsAt<std::index_sequence<place...>, Values...> : Element<place, Values>... {};

/// An aggregate: `Elements<int, Name>{{1}, {name}}`.
template <class... Values>
using Elements = ElementsAt<std::index_sequence_for<Values...>, Values...>;

template <std::size_t place, class Value>
constexpr Value& element_at(Element<place, Value>& element) noexcept {
    return element.value;
}
template <std::size_t place, class Value>
constexpr const Value& element_at(const Element<place, Value>& element) noexcept {
    return element.value;
}

}  // namespace weft::detail
