// SPDX-License-Identifier: MIT
// How a caller names a value: `"loss"_a = loss` at compile time, `weft::arg(name, value)` at run time.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/detail/arguments/held.hpp>
#include <weft/detail/fixed_string.hpp>

#include <string_view>
#include <utility>

namespace weft {

/// A value with a name known at compile time. Refers to the value: use it in the expression that makes it.
template <detail::FixedString literal, class Passed>
struct NamedArg {
    static constexpr std::string_view name = literal.view();
    detail::Held<Passed> held;
};

/// A name known at compile time: of an argument once a value is assigned, of a handler's parameter without.
template <detail::FixedString literal>
struct Name {
    static_assert(!literal.view().empty(), "weft: an argument name must not be empty");
    static constexpr std::string_view name = literal.view();

    constexpr Name() noexcept = default;
    constexpr Name(const Name&) noexcept = default;
    void operator=(const Name&) const = delete;  // Or it would compete for values that convert to anything.
    ~Name() = default;

    template <class Passed>
    [[nodiscard]] constexpr NamedArg<literal, Passed> operator=(Passed&& value) const noexcept {
        return {detail::Held<Passed>(std::forward<Passed>(value))};
    }
};

/// A value with a name known at run time only. Refers to both: use it in the expression that makes it.
template <class Passed>
struct RuntimeArg {
    std::string_view name;
    detail::Held<Passed> held;
};

/// Names an argument at run time. A call with such names looks them up each time, one with `""_a` only once.
template <class Passed>
[[nodiscard]] constexpr RuntimeArg<Passed> arg(std::string_view name, Passed&& value) noexcept {
    return {name, detail::Held<Passed>(std::forward<Passed>(value))};
}

inline namespace literals {

/// `"loss"_a = value` names an argument; `"loss"_a` alone names a handler's parameter.
template <detail::FixedString literal>
[[nodiscard]] constexpr Name<literal> operator""_a() noexcept {
    return {};
}

}  // namespace literals

}  // namespace weft
