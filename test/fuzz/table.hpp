// SPDX-License-Identifier: MIT
// What the contract's table says that a parameter takes, written once more and without regard to how weft does it.
#pragma once

#include "value.hpp"

#include <cmath>
#include <concepts>
#include <limits>
#include <type_traits>
#include <vector>

namespace fuzz {

template <class Type>
inline constexpr bool is_character_or_bool = std::is_same_v<Type, bool> || std::is_same_v<Type, char>;
template <class Type>
inline constexpr bool is_integer = std::is_integral_v<Type> && !is_character_or_bool<Type>;
template <class Type>
inline constexpr bool is_number = is_integer<Type> || std::is_floating_point_v<Type>;
template <class Type>
inline constexpr bool is_text = std::is_same_v<Type, std::string> || std::is_same_v<Type, std::string_view>;

template <class Type>
struct Inside {
    using type = void;
};
template <class Type>
struct Inside<std::optional<Type>> {
    using type = Type;
};

template <class To, class From>
bool fits(From value) {
    const __int128 wide = value;
    return wide >= std::numeric_limits<To>::min() && wide <= std::numeric_limits<To>::max();
}

/// What a parameter that does not change its argument shows of the value, or nothing where it refuses it.
template <class To, class From>
std::optional<std::string> taken(const From& value) {
    if constexpr (!std::is_void_v<typename Inside<To>::type>) {
        if constexpr (std::is_same_v<From, To>) {
            return show(value);
        } else {
            const std::optional<std::string> inner = taken<typename Inside<To>::type>(value);
            return inner.has_value() ? std::optional("some " + *inner) : std::nullopt;
        }
    } else if constexpr (is_integer<To> && is_integer<From>) {
        return fits<To>(value) ? std::optional(show(static_cast<To>(value))) : std::nullopt;
    } else if constexpr (std::is_floating_point_v<To> && is_number<From>) {
        const bool overflows =
            std::isfinite(static_cast<long double>(value)) && std::isinf(static_cast<To>(value));
        return overflows ? std::nullopt : std::optional(show(static_cast<To>(value)));
    } else if constexpr (std::is_floating_point_v<To> && std::is_same_v<From, Measured>) {
        return value.number.has_value() ? taken<To>(*value.number) : std::nullopt;
    } else if constexpr (is_pointer_to_base<To> && is_pointer_to_base<From> &&
                         std::is_pointer_v<To> == std::is_pointer_v<From>) {
        if constexpr (std::is_convertible_v<From, To>) {
            return show(static_cast<To>(value));
        } else {
            return std::nullopt;
        }
    } else if constexpr (is_text<To> && is_text<From>) {
        return show(std::string(value));
    } else if constexpr (is_text<To> && std::is_same_v<From, const char*>) {
        return value != nullptr ? std::optional(show(std::string(value))) : std::nullopt;
    } else if constexpr (std::is_same_v<To, From> || (std::is_class_v<To> && std::is_base_of_v<To, From>)) {
        return show(static_cast<const To&>(value));
    } else {
        return std::nullopt;
    }
}

/// The same for a parameter as it is written.
template <class Parameter>
std::optional<std::string> taken_by(const Argument& argument) {
    using Bare = std::remove_cvref_t<Parameter>;
    constexpr bool changes =
        std::is_lvalue_reference_v<Parameter> && !std::is_const_v<std::remove_reference_t<Parameter>>;
    return std::visit(
        [&]<class From>(const From& value) -> std::optional<std::string> {
            if constexpr (changes) {
                constexpr bool is_it_or_base =
                    std::is_same_v<Bare, From> || (std::is_class_v<Bare> && std::is_base_of_v<Bare, From>);
                if constexpr (is_it_or_base) {
                    return argument.is_mutable && !argument.is_lazy
                               ? std::optional(show(static_cast<const Bare&>(value)))
                               : std::nullopt;
                } else {
                    return std::nullopt;
                }
            } else if constexpr (std::is_same_v<Bare, Base> && !std::is_reference_v<Parameter> &&
                                 std::is_same_v<From, Derived>) {
                return std::nullopt;  // By value it would be sliced.
            } else {
                return taken<Bare>(value);
            }
        },
        argument.value);
}

/// The argument for the parameter at that place: null where there is none; false where it is given twice.
inline bool find_argument(const std::vector<Argument>& arguments, std::size_t place, std::string_view name,
                          const Argument*& found) {
    found = nullptr;
    if (place < arguments.size() && arguments[place].name.empty()) {
        found = &arguments[place];
    }
    for (const Argument& argument : arguments) {
        if (!name.empty() && argument.name == name) {
            if (found != nullptr) {
                return false;
            }
            found = &argument;
        }
    }
    return true;
}

}  // namespace fuzz
