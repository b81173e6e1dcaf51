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
    name_twice,
    reading_built_in,
    reading_nothing,
    reading_number,
    reading_text
};

/// What is wrong with the `Reading` of the value that the argument passes.
template <class Given>
consteval ReadingFault reading_fault_of() {
    if constexpr (is_named<Given> || is_runtime_named<Given>) {
        return fault_of_reading<ValueOf<Given>>();
    } else if constexpr (names_parameter<Given> || std::same_as<Given, Unpacked>) {
        return ReadingFault::none;
    } else {
        return fault_of_reading<typename TakenAs<Held<Given>>::Value>();
    }
}

/// The first fault among those of all arguments.
template <class... Given>
consteval CallFault fault_of_readings() {
    ReadingFault first = ReadingFault::none;
    ((first = first == ReadingFault::none ? reading_fault_of<Given>() : first), ...);
    switch (first) {
        case ReadingFault::built_in: return CallFault::reading_built_in;
        case ReadingFault::nothing: return CallFault::reading_nothing;
        case ReadingFault::number: return CallFault::reading_number;
        case ReadingFault::text: return CallFault::reading_text;
        default: return CallFault::none;
    }
}

/// The fault among those of a `Reading`, for its assertions.
consteval ReadingFault reading_fault(CallFault fault) {
    switch (fault) {
        case CallFault::reading_built_in: return ReadingFault::built_in;
        case CallFault::reading_nothing: return ReadingFault::nothing;
        case CallFault::reading_number: return ReadingFault::number;
        case CallFault::reading_text: return ReadingFault::text;
        default: return ReadingFault::none;
    }
}

template <class... Given>
inline constexpr CallFault fault_of_call = ((names_parameter<Given> && !is_named<Given>) || ...)
                                               ? CallFault::name_without_value
                                           : sizeof...(Given) > 1 && (std::same_as<Given, Unpacked> || ...)
                                               ? CallFault::unpack_with_others
                                           : !positional_come_first<Given...>()
                                               ? CallFault::positional_after_named
                                           : !names_differ<Given...>() ? CallFault::name_twice
                                                                       : fault_of_readings<Given...>();

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
#define WEFT_DETAIL_REFUSE_ARGUMENTS(fault)                                                                 \
    static_assert(fault != ::weft::detail::CallFault::name_without_value,                                   \
                  "weft: an argument of a call needs a value: \"name\"_a = value");                         \
    static_assert(fault != ::weft::detail::CallFault::unpack_with_others,                                   \
                  "weft: unpack must be the only argument of a call");                                      \
    static_assert(fault != ::weft::detail::CallFault::positional_after_named,                               \
                  "weft: a positional argument follows a named one");                                       \
    static_assert(fault != ::weft::detail::CallFault::name_twice, "weft: an argument name is given twice"); \
    WEFT_DETAIL_REFUSE_READING(::weft::detail::reading_fault(fault))
