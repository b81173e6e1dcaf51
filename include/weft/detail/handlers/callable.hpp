// SPDX-License-Identifier: MIT
// What can be called: a function, a lambda, an object with one operator().
#pragma once

#include <weft/detail/handlers/signature.hpp>

#include <functional>
#include <type_traits>

namespace weft::detail {

template <class Function>
struct Callee {
    using type = Function;
};
template <class Function>
struct Callee<std::reference_wrapper<Function>> {
    using type = Function;
};

struct OwnCallOperator {
    void operator()();
};

/// Makes the name `operator()` ambiguous where the class has one of its own.
template <class Type>
struct WithCallOperator : Type, OwnCallOperator {};

/// Whether there is any `operator()`: one alone, overloads or a template.
template <class Type>
inline constexpr bool has_call_operator = false;
template <class Type>
    requires(std::is_class_v<Type> && !std::is_final_v<Type>)
inline constexpr bool has_call_operator<Type> = !HasOneCallOperator<WithCallOperator<Type>>;

template <class Type>
inline constexpr bool is_function = std::is_function_v<std::remove_pointer_t<Type>>;

/// The pointer to the function, or to the one `operator()`; void where there is no single one.
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
