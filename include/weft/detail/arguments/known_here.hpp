// SPDX-License-Identifier: MIT
// What the file that is compiled knows of a type, and others of the same program may not.
#pragma once

#include <weft/detail/arguments/number.hpp>
#include <weft/reading.hpp>

#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace weft::detail {

/// Bits of the enumeration below. What depends on them has them among its template arguments, so that the linker does not take
/// what one file has made of it for what another has.
using KnownHere = std::uint8_t;

enum : KnownHere {
    reads_as_number = 1,  ///< A `Reading` with `number`.
    reads_as_text = 2,    ///< A `Reading` with `text`.
    points_to_incomplete =
        4,  ///< A pointer to a class that is declared only: its base classes are not known.
};

template <class Type>
concept HasReading = requires { sizeof(Reading<Type>); };

template <class Type>
concept ReadsAsNumber = HasReading<Type> && requires(const Type& value) {
    { Reading<Type>::number(value) } -> std::convertible_to<std::optional<double>>;
};

template <class Type>
concept ReadsAsText = HasReading<Type> && requires(const Type& value) {
    { Reading<Type>::text(value) } -> std::convertible_to<std::string>;
};

/// Why a `Reading` cannot be used. Whoever passes a value of its type has an assertion for each.
enum class ReadingFault : std::uint8_t { none, built_in, nothing, number, text };

template <class Type>
consteval ReadingFault fault_of_reading() {
    if constexpr (!HasReading<Type>) {
        return ReadingFault::none;
    } else if constexpr (Number<Type> || std::same_as<Type, bool> || std::same_as<Type, std::string> ||
                         std::same_as<Type, std::string_view> || std::same_as<Type, const char*> ||
                         std::same_as<Type, char*>) {
        return ReadingFault::built_in;
    } else if constexpr (!ReadsAsNumber<Type> && requires { &Reading<Type>::number; }) {
        return ReadingFault::number;
    } else if constexpr (!ReadsAsText<Type> && requires { &Reading<Type>::text; }) {
        return ReadingFault::text;
    } else if constexpr (ReadsAsNumber<Type> || ReadsAsText<Type>) {
        return ReadingFault::none;
    } else {
        return ReadingFault::nothing;
    }
}

/// What a pointer or shared pointer points to; void for any other type.
template <class Type>
struct PointedTo {
    using type = void;
};
template <class Object>
struct PointedTo<Object*> {
    using type = Object;
};
template <class Object>
struct PointedTo<std::shared_ptr<Object>> {
    using type = Object;
};

/// Whether it is a pointer to an object of a class, which may be incomplete, or a shared one.
template <class Type>
inline constexpr bool is_object_pointer =
    std::is_pointer_v<Type> && std::is_class_v<std::remove_pointer_t<Type>>;
template <class Type>
inline constexpr bool is_shared_object =
    !std::is_pointer_v<Type> && std::is_class_v<typename PointedTo<Type>::type>;

template <class Type>
consteval KnownHere known_here() {
    using Object = std::remove_cv_t<typename PointedTo<Type>::type>;
    unsigned known = 0;
    if constexpr (HasReading<Type>) {
        known |= ReadsAsNumber<Type> ? unsigned{reads_as_number} : 0U;
        known |= ReadsAsText<Type> ? unsigned{reads_as_text} : 0U;
    }
    if constexpr (std::is_class_v<Object>) {
        known |= requires { sizeof(Object); } ? 0U : unsigned{points_to_incomplete};
    }
    return static_cast<KnownHere>(known);
}

}  // namespace weft::detail
