// SPDX-License-Identifier: MIT
// What `connect` refuses at compile time. It is found out first, before a template that does not compile buries the message.
#pragma once

#include <weft/detail/arguments/default.hpp>
#include <weft/detail/can_be_empty.hpp>
#include <weft/detail/handlers/naming.hpp>
#include <weft/extras.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <tuple>
#include <type_traits>
#include <utility>

namespace weft::detail {

/// Why `connect` cannot take a handler with these extras. It has a static_assert for each.
enum class HandlerFault : std::uint8_t {
    none,
    method,
    bound,
    generic,
    not_callable,
    rvalue_only,
    unknown_signature,
    moved_parameter,
    mutable_view,
    uncopyable_parameter,
    unknown_extra,
    both_ends,
    once_twice,
    every_twice,
    when_twice,
    named_twice,
    both_all,
    more_names,
    name_twice,
    default_for_reference,
    lazy_default,
    unconvertible_default,
};

template <class Function>
consteval HandlerFault fault_of_function() {
    using Type = typename Callee<Function>::type;
    using Pointer = FunctionPointer<Function>;
    if constexpr (std::is_member_pointer_v<Type>) {
        return HandlerFault::method;
    } else if constexpr (std::is_bind_expression_v<Type>) {
        return HandlerFault::bound;
    } else if constexpr (std::is_void_v<Pointer>) {
        return has_call_operator<Type> ? HandlerFault::generic : HandlerFault::not_callable;
    } else if constexpr (!HasSignature<Pointer>) {
        return HandlerFault::unknown_signature;
    } else if constexpr (Signature<Pointer>::is_rvalue_only) {
        return HandlerFault::rvalue_only;
    } else {
        return []<class... Parameters>(TypeList<Parameters...>) {
            return (std::is_rvalue_reference_v<Parameters> || ...) ? HandlerFault::moved_parameter
                   : (is_mutable_view<Parameters> || ...)          ? HandlerFault::mutable_view
                   : (is_taken_by_value_safely<Parameters> && ...) ? HandlerFault::none
                                                                   : HandlerFault::uncopyable_parameter;
        }(typename Signature<Pointer>::parameters{});
    }
}

template <class... Extras>
consteval HandlerFault fault_of_extras() {
    return !(is_extra<Extras> && ...)                                ? HandlerFault::unknown_extra
           : (0 + ... + int{is_one_of<Extras, AtFront, AtBack>}) > 1 ? HandlerFault::both_ends
           : (0 + ... + int{is_one_of<Extras, Once>}) > 1            ? HandlerFault::once_twice
           : (0 + ... + int{is_one_of<Extras, Every>}) > 1           ? HandlerFault::every_twice
           : (0 + ... + int{is_one_of<Extras, When>}) > 1            ? HandlerFault::when_twice
           : has_two_names<Extras...>                                ? HandlerFault::named_twice
           : has_two_ends<Extras...>                                 ? HandlerFault::both_all
                                                                     : HandlerFault::none;
}

/// The same of `add`: `once_twice` stands for any `once`.
template <class... Extras>
consteval HandlerFault fault_of_callback_extras() {
    if constexpr ((is_one_of<Extras, Once> || ...)) {
        return HandlerFault::once_twice;
    } else if constexpr ((names_parameter<Extras> || ...)) {
        return HandlerFault::unknown_extra;
    } else {
        return fault_of_extras<Extras...>();
    }
}

/// The first fault among the defaults. `Names` tells which extra belongs to which parameter.
template <class Names, class... Extras, class... Parameters, std::size_t... index>
consteval HandlerFault fault_of_defaults(TypeList<Parameters...>, std::index_sequence<index...>) {
    [[maybe_unused]] constexpr auto fault_of = []<std::size_t parameter, class Parameter>() {
        if constexpr (Names::extra_of[parameter] == Names::none) {
            return HandlerFault::none;
        } else {
            using Default =
                DefaultOf<std::tuple_element_t<Names::extra_of[parameter], std::tuple<Extras...>>>;
            if constexpr (std::is_void_v<Default>) {
                return HandlerFault::none;
            } else if constexpr (MutableReference<Parameter>) {
                return HandlerFault::default_for_reference;
            } else if constexpr (is_lazy<Default>) {
                return HandlerFault::lazy_default;
            } else {
                return default_converts<Bare<Parameter>, Default>() ? HandlerFault::none
                                                                    : HandlerFault::unconvertible_default;
            }
        }
    };
    HandlerFault fault = HandlerFault::none;
    ((fault = fault == HandlerFault::none ? fault_of.template operator()<index, Parameters>() : fault), ...);
    return fault;
}

template <class Function, class... Extras>
consteval HandlerFault fault_of_handler() {
    constexpr HandlerFault function = fault_of_function<Function>();
    constexpr HandlerFault extras = fault_of_extras<Extras...>();
    if constexpr (function != HandlerFault::none) {
        return function;
    } else if constexpr (extras != HandlerFault::none) {
        return extras;
    } else {
        using Parameters = typename FunctionSignature<Function>::parameters;
        using Names = typename decltype(naming_of<Function, Parameters, Extras...>())::type;
        if constexpr (Names::name_count > named_parameters<Parameters>) {
            return HandlerFault::more_names;
        } else if constexpr (!Names::names_differ()) {
            return HandlerFault::name_twice;
        } else {
            return fault_of_defaults<Names, Extras...>(Parameters{},
                                                       std::make_index_sequence<Parameters::size>{});
        }
    }
}

}  // namespace weft::detail

// For all that is registered, whatever extras it takes. A macro for the same reason as WEFT_DETAIL_REFUSE_ARGUMENTS.
#define WEFT_DETAIL_REFUSE_EXTRAS(fault)                                                             \
    static_assert(fault != ::weft::detail::HandlerFault::both_ends,                                  \
                  "weft: a handler goes either to the front or to the back");                        \
    static_assert(fault != ::weft::detail::HandlerFault::every_twice, "weft: every is given twice"); \
    static_assert(fault != ::weft::detail::HandlerFault::when_twice,                                 \
                  "weft: when is given twice: ask both questions in one function");                  \
    static_assert(fault != ::weft::detail::HandlerFault::named_twice,                                \
                  "weft: named is given twice: what is registered has one name");                    \
    static_assert(fault != ::weft::detail::HandlerFault::both_all,                                   \
                  "weft: a handler goes either before all others or after all: give one of "         \
                  "weft::before_all and weft::after_all, once")

// For what `connect` is given.
#define WEFT_DETAIL_REFUSE_HANDLER(fault)                                                                    \
    static_assert(                                                                                           \
        fault != ::weft::detail::HandlerFault::method,                                                       \
        "weft: a method needs its object: connect a lambda that calls it, or add the object as a callback"); \
    static_assert(fault != ::weft::detail::HandlerFault::bound,                                              \
                  "weft: what std::bind gives takes arguments of any type: write a lambda whose parameters " \
                  "have the types and names that the handler needs");                                        \
    static_assert(fault != ::weft::detail::HandlerFault::generic,                                            \
                  "weft: a handler needs parameters with spelt types: replace auto by the type, and an "     \
                  "object with several operator() by a lambda");                                             \
    static_assert(fault != ::weft::detail::HandlerFault::not_callable,                                       \
                  "weft: a handler is a function, a lambda or an object with one operator()");               \
    static_assert(fault != ::weft::detail::HandlerFault::rvalue_only,                                        \
                  "weft: a handler runs more than once: operator() cannot be &&-qualified");                 \
    static_assert(fault != ::weft::detail::HandlerFault::unknown_signature,                                  \
                  "weft: a handler has parameters of known types: remove volatile and the three dots");      \
    static_assert(fault != ::weft::detail::HandlerFault::moved_parameter,                                    \
                  "weft: a parameter T&& would move an argument that all handlers share: take it by const "  \
                  "T&, T& or T");                                                                            \
    static_assert(fault != ::weft::detail::HandlerFault::mutable_view,                                       \
                  "weft: a handler takes all arguments as const weft::Args&, and what comes after it as "    \
                  "const weft::Next&");                                                                      \
    static_assert(fault != ::weft::detail::HandlerFault::uncopyable_parameter,                               \
                  "weft: a parameter taken by value must be copyable, as handlers share the argument: take " \
                  "it by const T& or T&");                                                                   \
    static_assert(                                                                                           \
        fault != ::weft::detail::HandlerFault::unknown_extra,                                                \
        "weft: connect takes \"name\"_a, \"name\"_a = default, weft::at_front, weft::at_back, "              \
        "weft::once, weft::every(n), weft::when(predicate), weft::named(name), weft::before(...), "          \
        "weft::after(...), weft::before_all and weft::after_all beside the handler");                        \
    static_assert(fault != ::weft::detail::HandlerFault::once_twice, "weft: once is given twice");           \
    static_assert(fault != ::weft::detail::HandlerFault::more_names,                                         \
                  "weft: more names than the handler has parameters");                                       \
    static_assert(fault != ::weft::detail::HandlerFault::name_twice,                                         \
                  "weft: two parameters of the handler get the same name");                                  \
    static_assert(fault != ::weft::detail::HandlerFault::default_for_reference,                              \
                  "weft: a parameter T& cannot have a default: there is no object to refer to");             \
    static_assert(fault != ::weft::detail::HandlerFault::lazy_default,                                       \
                  "weft: a default is copied and converted at once, so it cannot be lazy: give the value");  \
    static_assert(fault != ::weft::detail::HandlerFault::unconvertible_default,                              \
                  "weft: the default does not convert to the parameter's type")
