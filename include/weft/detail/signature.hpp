// SPDX-License-Identifier: MIT
// The parameters and the result of a callable, and the refusal of those that no call could serve.
#pragma once

#include <weft/detail/parameter.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace weft::detail {

template <class... Types>
struct TypeList {
    static constexpr std::size_t size = sizeof...(Types);
};

template <bool is_const_call, bool is_rvalue_call, class Result, class... Parameters>
struct SignatureParts {
    using result = Result;
    using parameters = TypeList<Parameters...>;
    static constexpr bool is_const = is_const_call;
    static constexpr bool is_rvalue_only = is_rvalue_call;
};

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

template <class Callable>
concept HasOneCallOperator = requires { &Callable::operator(); };

/// Fails to compile, with words, for a parameter that no argument of a call can fill.
template <class Parameter>
consteval bool check_parameter() {
    static_assert(
        !std::is_rvalue_reference_v<Parameter>,
        "weft: a parameter T&& would move an argument that all handlers share: take it by const T&, T& or T");
    static_assert(
        std::is_reference_v<Parameter> || std::is_copy_constructible_v<Parameter>,
        "weft: a parameter taken by value must be copyable, as handlers share the argument: take it by "
        "const T& or T&");
    return true;
}

template <class List>
inline constexpr std::size_t named_parameters = 0;
template <class... Parameters>
inline constexpr std::size_t named_parameters<TypeList<Parameters...>> =
    (std::size_t{0} + ... + std::size_t{!std::is_same_v<ParameterOf<Parameters>, ArgsParameter>});

}  // namespace weft::detail
