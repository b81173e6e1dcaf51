// SPDX-License-Identifier: MIT
// Describes the type of an argument for code that does not have the type itself.
#pragma once

#include <weft/detail/arguments/number.hpp>
#include <weft/detail/text/type_name.hpp>

#include <fmt/core.h>

#include <concepts>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <typeinfo>

namespace weft::detail {

/// The types between which the table of conversions converts. All others are `other`, and are never converted by it.
enum class Kind : std::uint8_t {
    other,
    int8,
    int16,
    int32,
    int64,
    uint8,
    uint16,
    uint32,
    uint64,
    float32,
    float64,
    float_long,
    string,
    string_view,
    c_string,
    mutable_c_string
};

/// The kind of a type without const and reference. Integers of one size and sign have one kind: `long` and `long long`.
template <class Type>
consteval Kind kind_of() {
    if constexpr (Integer<Type>) {
        constexpr bool has_sign = std::is_signed_v<Type>;
        switch (sizeof(Type)) {
            case 1: return has_sign ? Kind::int8 : Kind::uint8;
            case 2: return has_sign ? Kind::int16 : Kind::uint16;
            case 4: return has_sign ? Kind::int32 : Kind::uint32;
            default: return has_sign ? Kind::int64 : Kind::uint64;
        }
    } else if constexpr (std::same_as<Type, float>) {
        return Kind::float32;
    } else if constexpr (std::same_as<Type, double>) {
        return Kind::float64;
    } else if constexpr (std::same_as<Type, long double>) {
        return Kind::float_long;
    } else if constexpr (std::same_as<Type, std::string>) {
        return Kind::string;
    } else if constexpr (std::same_as<Type, std::string_view>) {
        return Kind::string_view;
    } else if constexpr (std::same_as<Type, const char*>) {
        return Kind::c_string;
    } else if constexpr (std::same_as<Type, char*>) {
        return Kind::mutable_c_string;
    } else {
        return Kind::other;
    }
}

/// What can be done with a value whose type is known only here. A constant, made for each type of argument.
struct ArgType {
    const std::type_info* id;
    Kind kind;
    /// Formats the value by fmt; null where fmt cannot format the type.
    std::string (*format)(const void* value);
    /// Copies to the heap; `destroy` deletes the copy. Both null where the type cannot be copied.
    void* (*copy)(const void* value);
    void (*destroy)(void* value) noexcept;
};

template <class Type>
std::string format_value(const void* value) {
    const auto& typed = *static_cast<const Type*>(value);
    return fmt::format("{}", typed);
}

template <class Type>
void* copy_value(const void* value) {
    return new Type(*static_cast<const Type*>(value));
}

template <class Type>
void destroy_value(void* value) noexcept {
    std::default_delete<Type>{}(static_cast<Type*>(value));
}

template <class Type>
consteval ArgType describe_type() {
    ArgType type{&typeid(Type), kind_of<Type>(), nullptr, nullptr, nullptr};
    if constexpr (fmt::is_formattable<const Type&>::value) {
        type.format = &format_value<Type>;
    }
    if constexpr (std::is_copy_constructible_v<Type>) {
        type.copy = &copy_value<Type>;
        type.destroy = &destroy_value<Type>;
    }
    return type;
}

/// The description of a type without const and reference.
template <class Type>
inline constexpr ArgType arg_type = describe_type<Type>();

}  // namespace weft::detail
