// SPDX-License-Identifier: MIT
// The types of a function's parameters and result, and what is asked of them.
#pragma once

#include <weft/detail/arguments/parameter.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace weft::detail {

/// A list of types, as a type.
template <class... Types>
struct TypeList {
    static constexpr std::size_t size = sizeof...(Types);
};

/// What a signature consists of. `is_const`: it can be called on a const object. `is_rvalue_only`: it can be called on an
/// rvalue only, so never twice on the same object.
template <bool is_const_call, bool is_rvalue_call, class Result, class... Parameters>
struct SignatureParts {
    using result = Result;
    using parameters = TypeList<Parameters...>;
    static constexpr bool is_const = is_const_call;
    static constexpr bool is_rvalue_only = is_rvalue_call;
};

/// The parts of the type of a pointer to a function or a member function. Undefined for a volatile member function and for C's
/// variable arguments.
template <class Function>
struct Signature;

template <class Result, class... Parameters>
struct Signature<Result (*)(Parameters...)> : SignatureParts<true, false, Result, Parameters...> {};
template <class Result, class... Parameters>
struct Signature<Result (*)(Parameters...) noexcept> : SignatureParts<true, false, Result, Parameters...> {};

#define WEFT_DETAIL_SIGNATURE(qualifiers, is_const, is_rvalue)              \
    template <class Result, class Object, class... Parameters>              \
    struct Signature<Result (Object::*)(Parameters...) qualifiers>          \
        : SignatureParts<is_const, is_rvalue, Result, Parameters...> {};    \
    template <class Result, class Object, class... Parameters>              \
    struct Signature<Result (Object::*)(Parameters...) qualifiers noexcept> \
        : SignatureParts<is_const, is_rvalue, Result, Parameters...> {};

WEFT_DETAIL_SIGNATURE(, false, false)
WEFT_DETAIL_SIGNATURE(const, true, false)
WEFT_DETAIL_SIGNATURE(&, false, false)
WEFT_DETAIL_SIGNATURE(const&, true, false)
WEFT_DETAIL_SIGNATURE(&&, false, true)
WEFT_DETAIL_SIGNATURE(const&&, true, true)
#undef WEFT_DETAIL_SIGNATURE

/// Whether the class has a single `operator()`, which is no template.
template <class Callable>
concept HasOneCallOperator = requires { &Callable::operator(); };

/// Whether `Signature` is defined for this type.
template <class Function>
concept HasSignature = requires { typename Signature<Function>::parameters; };

/// False for a parameter by value that cannot be copied. All handlers share the argument, so none may move from it, and a
/// parameter by value needs a copy of its own.
template <class Parameter>
inline constexpr bool is_taken_by_value_safely =
    std::is_reference_v<Parameter> || std::is_copy_constructible_v<Parameter>;

/// Whether it is `Args&` or `Next&`, which are only given as const.
template <class Parameter>
inline constexpr bool is_mutable_view = std::is_same_v<Parameter, Args&> || std::is_same_v<Parameter, Next&>;

/// How many parameters of a `TypeList` take a name: all but `const Args&` and `const Next&`.
template <class List>
inline constexpr std::size_t named_parameters = 0;
template <class... Parameters>
inline constexpr std::size_t named_parameters<TypeList<Parameters...>> =
    (std::size_t{0} + ... + std::size_t{takes_argument<Parameters>});

}  // namespace weft::detail
