// SPDX-License-Identifier: MIT
// What `call` refuses at compile time: arguments that no handler could take. `fabric.hpp` says it in words.
#pragma once

#include <weft/arg_map.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <type_traits>
#include <utility>

namespace weft::detail {

template <class Given>
decltype(auto) as_argument(Given&& given) noexcept {
    using Type = std::remove_cvref_t<Given>;
    if constexpr (is_named<Type> || is_runtime_named<Type> || std::same_as<Type, Unpacked>) {
        return (static_cast<const Type&>(given));
    } else {
        return PositionalArg<Given>{Held<Given>(std::forward<Given>(given))};
    }
}

/// Why a call cannot be made with arguments of these types. Each reason has an assertion below with its words.
enum class CallFault : std::uint8_t {
    none,
    name_without_value,
    unpack_with_others,
    positional_after_named,
    name_twice
};

template <class... Given>
inline constexpr CallFault fault_of_call = ((names_parameter<Given> && !is_named<Given>) || ...)
                                               ? CallFault::name_without_value
                                           : sizeof...(Given) > 1 && (std::same_as<Given, Unpacked> || ...)
                                               ? CallFault::unpack_with_others
                                           : !positional_come_first<Given...>()
                                               ? CallFault::positional_after_named
                                           : !names_differ<Given...>() ? CallFault::name_twice
                                                                       : CallFault::none;

/// Why `around` cannot be called with arguments of these types and a body behind them.
struct AroundFault {
    bool has_body;
    CallFault arguments;
};

template <class... Given>
consteval AroundFault fault_of_around() {
    using All = std::tuple<Given...>;
    return []<std::size_t... index>(std::index_sequence<index...>) {
        constexpr std::size_t last = sizeof...(index);
        if constexpr (!std::is_invocable_v<std::tuple_element_t<last, All>&>) {
            return AroundFault{false, CallFault::none};
        } else {
            return AroundFault{true, fault_of_call<std::remove_cvref_t<std::tuple_element_t<index, All>>...>};
        }
    }(std::make_index_sequence<sizeof...(Given) - 1>{});
}
template <>
consteval AroundFault fault_of_around<>() {
    return {false, CallFault::none};
}

}  // namespace weft::detail

// A macro, so that the assertions stand in the function that the user calls: GCC lists each function on the way from there
// to an assertion that fails.
#define WEFT_DETAIL_REFUSE_ARGUMENTS(fault)                                         \
    static_assert(fault != ::weft::detail::CallFault::name_without_value,           \
                  "weft: an argument of a call needs a value: \"name\"_a = value"); \
    static_assert(fault != ::weft::detail::CallFault::unpack_with_others,           \
                  "weft: unpack must be the only argument of a call");              \
    static_assert(fault != ::weft::detail::CallFault::positional_after_named,       \
                  "weft: a positional argument follows a named one");               \
    static_assert(fault != ::weft::detail::CallFault::name_twice, "weft: an argument name is given twice")
