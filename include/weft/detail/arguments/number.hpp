// SPDX-License-Identifier: MIT
// What counts as a number in the table of conversions, and whether a value of one type fits another.
#pragma once

#include <concepts>
#include <limits>
#include <type_traits>
#include <utility>

namespace weft::detail {

/// The standard's signed and unsigned integer types, from `signed char` to `unsigned long long`.
template <class Type>
concept Integer =
    std::same_as<Type, signed char> || std::same_as<Type, short> || std::same_as<Type, int> ||
    std::same_as<Type, long> || std::same_as<Type, long long> || std::same_as<Type, unsigned char> ||
    std::same_as<Type, unsigned short> || std::same_as<Type, unsigned> || std::same_as<Type, unsigned long> ||
    std::same_as<Type, unsigned long long>;

/// What the table converts as a number. `bool`, `char` and the other character types are none, `signed char` and
/// `unsigned char` are.
template <class Type>
concept Number = Integer<Type> || std::floating_point<Type>;

/// Not by std::isinf: <cmath> has more to compile than all of this library's headers.
template <std::floating_point Value>
bool is_infinite(Value value) noexcept {
    return value > std::numeric_limits<Value>::max() || value < std::numeric_limits<Value>::lowest();
}

/// Whether `To` can hold the value. False for an integer outside the range of `To`, and for a finite value that would become
/// infinite. A value that is only rounded fits.
template <Number To, Number From>
bool number_fits(From value) noexcept {
    if constexpr (Integer<To>) {
        return std::in_range<To>(value);
    } else if constexpr (Integer<From>) {
        return true;
    } else {
        return !is_infinite(static_cast<To>(value)) || is_infinite(value);
    }
}

}  // namespace weft::detail
