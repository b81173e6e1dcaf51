// SPDX-License-Identifier: MIT
// What `connect` refuses at compile time. It is found out first, before a template that does not compile buries the message.
#pragma once

#include <weft/detail/arguments/default.hpp>
#include <weft/detail/handlers/naming.hpp>
#include <weft/extras.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <tuple>
#include <type_traits>
#include <utility>

namespace weft::detail {

/// Whether a value of the type may hold no function: it is a function pointer, a `std::function` or a similar wrapper.
template <class Function>
inline constexpr bool can_be_empty =
    (std::is_pointer_v<Function> || requires { typename Function::result_type; }) &&
    requires(const Function& function) { function == nullptr; };

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
    uncopyable_parameter,
    unknown_extra,
    both_ends,
    once_twice,
    every_twice,
    when_twice,
    more_names,
    name_twice,
    default_for_reference,
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
