// SPDX-License-Identifier: MIT
// How a caller names a value: `"loss"_a = loss` at compile time, `weft::arg(name, value)` at run time.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/detail/arguments/held.hpp>
#include <weft/detail/fixed_string.hpp>

#include <string_view>
#include <utility>

namespace weft {

/// A named value on its way into a call: what `"loss"_a = loss` makes. It refers to the value and copies nothing. So write
/// it inside the call; kept in a variable, it may refer to a temporary value that is gone.
template <detail::FixedString literal, class Passed>
struct NamedArg {
    WEFT_DETAIL_HIDDEN static constexpr std::string_view name = literal.view();
    detail::Held<Passed> held;
};

/// A name that stands in the source: what `"loss"_a` makes. Assigning a value to it names an argument of a call, or gives a
/// parameter of `connect` its default. Without a value it names a parameter of a handler, or an argument in `declare`.
template <detail::FixedString literal>
struct Name {
    static_assert(!literal.view().empty(), "weft: an argument name must not be empty");
    WEFT_DETAIL_HIDDEN static constexpr std::string_view name = literal.view();

    constexpr Name() noexcept = default;
    constexpr Name(const Name&) noexcept = default;
    // Declared, as the one that the compiler would make is ambiguous with the template below for a value that converts to
    // anything.
    void operator=(const Name&) const = delete;
    ~Name() = default;

    template <class Passed>
    [[nodiscard]] constexpr NamedArg<literal, Passed> operator=(Passed&& value) const noexcept {
        return {detail::Held<Passed>(std::forward<Passed>(value))};
    }
};

/// A value whose name is known at run time only: what `arg` makes. It refers to the name and to the value, so write it
/// inside the call, as with `NamedArg`.
template <class Passed>
struct RuntimeArg {
    std::string_view name;
    detail::Held<Passed> held;
};

/// Names an argument at run time: `fabric.call("on_step", weft::arg(name, value))`.
///
/// The name is a view: its text must live until the call returns. A name that is empty, or that the call passes twice,
/// throws `ArgumentError`. Prefer `"loss"_a` where the name is known: weft then matches the arguments with the parameters of
/// a handler once and keeps the result, while a call with such a name matches them again each time.
template <class Passed>
[[nodiscard]] constexpr RuntimeArg<Passed> arg(std::string_view name, Passed&& value) noexcept {
    return {name, detail::Held<Passed>(std::forward<Passed>(value))};
}

inline namespace literals {

/// `"loss"_a = value` names an argument, `"loss"_a` alone names a parameter of a handler. Needs
/// `using namespace weft::literals`. An empty name does not compile.
template <detail::FixedString literal>
[[nodiscard]] constexpr Name<literal> operator""_a() noexcept {
    return {};
}

}  // namespace literals

}  // namespace weft
