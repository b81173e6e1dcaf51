// SPDX-License-Identifier: MIT
// An argument that is made when somebody wants it.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/detail/can_be_empty.hpp>

#include <functional>
#include <type_traits>
#include <utility>

namespace weft {

/// What `lazy` makes: a function whose result is an argument of a call.
template <class Function>
struct Lazy {
    mutable Function function;  ///< Mutable, as a call makes its value with a const one too.
};

namespace detail {

template <class Type>
inline constexpr bool is_lazy = false;
template <class Function>
inline constexpr bool is_lazy<Lazy<Function>> = true;

[[noreturn]] WEFT_API void refuse_empty_lazy();

}  // namespace detail

/// Passes what a function returns, which runs only if somebody takes the value:
/// `fabric.call("on_step", "spectrum"_a = weft::lazy([&] { return spectrum(field); }))`.
///
/// It runs at most once in a call, in the thread of the call, when the value is taken first: by a handler's parameter, by
/// `Args::get`, `get_or`, `Arg::number` or `address`, or by `ArgMap{args}`, also in a predicate of `when` or in an observer. To
/// ask for its name or type or to print it does not make it run. The value may have been made for a handler that is refused
/// then. To handlers it is an rvalue of what the function returns; a reference that it returns stays that reference. It is
/// destroyed when the call ends.
///
/// What the function throws leaves the call and is nobody's failure; asked again in the same call, it throws the same exception.
/// Threads that a handler has started find a value that has been made, and an `Error` where it has not.
///
/// An lvalue of `Lazy` is made anew in each call. It keeps a copy of the function or, by `std::ref`, refers to it. As a default
/// or in an `ArgMap` it does not compile. It allocates nothing. Throws `Error` for an empty function.
template <class Function>
[[nodiscard]] constexpr auto lazy(Function&& function) {
    using Kept = std::decay_t<Function>;
    constexpr bool is_callable = std::is_invocable_v<Kept&>;
    static_assert(is_callable, "weft: lazy takes a function that is called without arguments");
    if constexpr (is_callable) {
        using Result = std::invoke_result_t<Kept&>;
        constexpr bool is_value = !std::is_void_v<Result>;
        constexpr bool is_volatile = std::is_volatile_v<std::remove_reference_t<Result>>;
        constexpr bool is_lazy = detail::is_lazy<std::remove_cvref_t<Result>>;
        static_assert(is_value, "weft: the function of lazy returns the argument: it cannot return void");
        static_assert(!is_volatile,
                      "weft: a volatile argument cannot be referred to: return a copy of it from the "
                      "function of lazy");
        static_assert(!is_lazy, "weft: the function of lazy returns the argument itself, not another lazy");
        if constexpr (detail::can_be_empty<std::remove_cvref_t<Function>>) {
            if (function == nullptr) {
                detail::refuse_empty_lazy();
            }
        }
        if constexpr (is_value && !is_volatile && !is_lazy) {
            return Lazy<Kept>{std::forward<Function>(function)};
        } else {
            return 0;
        }
    } else {
        return 0;
    }
}

}  // namespace weft
