// SPDX-License-Identifier: MIT
// Finds the signature of what `connect` is given: a function, a lambda, an object with one operator().
#pragma once

#include <weft/detail/handlers/signature.hpp>

#include <functional>
#include <type_traits>

namespace weft::detail {

/// What is called in the end: the functor that a `std::reference_wrapper` refers to, or the function itself.
template <class Function>
struct Callee {
    using type = Function;
};
template <class Function>
struct Callee<std::reference_wrapper<Function>> {
    using type = Function;
};

/// The second `operator()` in `WithCallOperator`.
struct OwnCallOperator {
    void operator()();
};

/// Inherits two of them, so that the name `operator()` is ambiguous, where `Type` has one of its own.
template <class Type>
struct WithCallOperator : Type, OwnCallOperator {};

/// Whether the class has any `operator()`: a single one, overloads or a template. False for a final class, which cannot be
/// inherited from.
template <class Type>
inline constexpr bool has_call_operator = false;
template <class Type>
    requires(std::is_class_v<Type> && !std::is_final_v<Type>)
inline constexpr bool has_call_operator<Type> = !HasOneCallOperator<WithCallOperator<Type>>;

/// Whether it is a function or a pointer to one.
template <class Type>
inline constexpr bool is_function = std::is_function_v<std::remove_pointer_t<Type>>;

/// The type of a pointer to the function, or to the single `operator()`; void where there is none.
template <class Type>
consteval auto function_pointer_of() {
    if constexpr (is_function<Type>) {
        return std::type_identity<std::remove_pointer_t<Type>*>{};
    } else if constexpr (HasOneCallOperator<Type>) {
        return std::type_identity<decltype(&Type::operator())>{};
    } else {
        return std::type_identity<void>{};
    }
}

template <class Function>
using FunctionPointer = typename decltype(function_pointer_of<typename Callee<Function>::type>())::type;

template <class Function>
using FunctionSignature = Signature<FunctionPointer<Function>>;

}  // namespace weft::detail
