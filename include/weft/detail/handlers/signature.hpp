// SPDX-License-Identifier: MIT
// The parameters and the result of a callable, and the refusal of those that no call could serve.
#pragma once

#include <weft/detail/arguments/parameter.hpp>

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

/// Whether it is known at all: of a volatile member function, and of one with C's variable arguments, it is not.
template <class Function>
concept HasSignature = requires { typename Signature<Function>::parameters; };

/// Whether each handler can be given its own, as handlers share the argument.
template <class Parameter>
inline constexpr bool is_taken_by_value_safely =
    std::is_reference_v<Parameter> || std::is_copy_constructible_v<Parameter>;

template <class List>
inline constexpr std::size_t named_parameters = 0;
template <class... Parameters>
inline constexpr std::size_t named_parameters<TypeList<Parameters...>> =
    (std::size_t{0} + ... + std::size_t{!std::is_same_v<ParameterOf<Parameters>, ArgsParameter>});

}  // namespace weft::detail
