// SPDX-License-Identifier: MIT
// Describes the type of an argument for code that does not have the type itself.
#pragma once

#include <weft/detail/arguments/base_class.hpp>
#include <weft/detail/arguments/known_here.hpp>
#include <weft/detail/arguments/number.hpp>
#include <weft/detail/text/type_name.hpp>

#include <fmt/core.h>

#include <array>
#include <concepts>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
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

/// Reads the value at `from` and writes it converted to `to`. Returns false, and writes nothing, where the value does not
/// fit: a number out of range, a value that does not read as one, or a null `const char*`.
using Convert = bool (*)(const void* from, void* to);

/// What a `std::shared_ptr` to a class can do without its type.
struct SharedPointer {
    const std::type_info* pointer;  ///< The type of what its `get` returns.
    Convert share;                  ///< To a `std::shared_ptr<void>` that points to the object.
    [[no_unique_address]] BaseClasses bases{};
};

/// What can be done with a value whose type is known only here. A constant, made for each type of argument.
struct ArgType {
    const std::type_info* id;
    Kind kind;
    /// Whether the language converts it to `double`, and weft only where a `Reading` says so.
    bool is_almost_number;
    /// Formats the value by its `Reading`, or else by fmt; null where neither can.
    std::string (*format)(const void* value);
    /// Copies to the heap; `destroy` deletes the copy. Both null where the type cannot be copied.
    void* (*copy)(const void* value);
    void (*destroy)(void* value) noexcept;
    /// By its `Reading`: to `float`, `double` and `long double`. Null where the type does not read as a number.
    const Convert* to_number;
    const SharedPointer* shared;  ///< Null for all types but shared pointers to classes.
    /// Whether a copy of the value may refer to what the original refers to: it is a pointer or a view.
    bool is_view;
    [[no_unique_address]] BaseClasses bases{};
};

/// Whether a copy of a value of the type would need what the value refers to. An optional is judged by what it holds.
template <class Type>
inline constexpr bool refers_elsewhere = std::is_pointer_v<Type> || std::ranges::enable_view<Type>;
template <class Object>
inline constexpr bool refers_elsewhere<std::reference_wrapper<Object>> = true;
template <class Element>
inline constexpr bool refers_elsewhere<std::initializer_list<Element>> = true;
template <class Value>
    requires(!std::is_reference_v<Value>)
inline constexpr bool refers_elsewhere<std::optional<Value>> = refers_elsewhere<Value>;

template <class Type>
WEFT_DETAIL_HIDDEN std::string format_value(const void* value) {
    const auto& typed = *static_cast<const Type*>(value);
    return fmt::format("{}", typed);
}

template <class Type>
WEFT_DETAIL_HIDDEN std::string format_number(const void* value) {
    return fmt::format("{}", static_cast<std::underlying_type_t<Type>>(*static_cast<const Type*>(value)));
}

/// Whether fmt before 10 formats the type as the number that it converts to. To ask fmt that itself makes Clang 19 warn.
template <class Type>
inline constexpr bool is_number_to_fmt =
    FMT_VERSION < 100000 && std::is_enum_v<Type> && std::is_convertible_v<Type, int> &&
    !std::is_default_constructible_v<fmt::formatter<Type>> &&
    !requires(const Type& value) { format_as(value); };

template <class Type>
WEFT_DETAIL_HIDDEN void* copy_value(const void* value) {
    return new Type(*static_cast<const Type*>(value));
}

template <class Type>
WEFT_DETAIL_HIDDEN void destroy_value(void* value) noexcept {
    std::default_delete<Type>{}(static_cast<Type*>(value));
}

template <class Type>
WEFT_DETAIL_HIDDEN std::string read_text(const void* value) {
    return Reading<Type>::text(*static_cast<const Type*>(value));
}

template <class Type, class To>
WEFT_DETAIL_HIDDEN bool read_number(const void* from, void* to) {
    const std::optional<double> number = Reading<Type>::number(*static_cast<const Type*>(from));
    if (!number.has_value() || !number_fits<To>(*number)) {
        return false;
    }
    *static_cast<To*>(to) = static_cast<To>(*number);
    return true;
}

template <class Type>
inline constexpr std::array<Convert, 3> number_readers{&read_number<Type, float>, &read_number<Type, double>,
                                                       &read_number<Type, long double>};

template <class Object>
bool share_object(const void* from, void* to) {
    const auto& shared = *static_cast<const std::shared_ptr<Object>*>(from);
    *static_cast<std::shared_ptr<void>*>(to) = std::const_pointer_cast<std::remove_cv_t<Object>>(shared);
    return true;
}

template <class Object, KnownHere known>
inline constexpr SharedPointer shared_pointer{
    &typeid(Object*), &share_object<Object>, BaseClasses::of<Object*, (known & points_to_incomplete) == 0>()};

template <class Type, KnownHere known>
consteval ArgType describe_type() {
    ArgType type{&typeid(Type),
                 kind_of<Type>(),
                 false,
                 nullptr,
                 nullptr,
                 nullptr,
                 nullptr,
                 nullptr,
                 refers_elsewhere<Type>,
                 BaseClasses::of<Type, (known & points_to_incomplete) == 0>()};
    if constexpr (std::is_class_v<Type> || std::is_enum_v<Type>) {
        type.is_almost_number = std::is_convertible_v<const Type&, double>;
    }
    if constexpr ((known & reads_as_text) != 0) {
        type.format = &read_text<Type>;
    } else if constexpr (is_number_to_fmt<Type>) {
        type.format = &format_number<Type>;
    } else if constexpr (fmt::is_formattable<const Type&>::value) {
        type.format = &format_value<Type>;
    }
    if constexpr ((known & reads_as_number) != 0) {
        type.to_number = number_readers<Type>.data();
    }
    if constexpr (is_shared_object<Type>) {
        type.shared = &shared_pointer<typename PointedTo<Type>::type, known>;
    }
    if constexpr (std::is_copy_constructible_v<Type>) {
        type.copy = &copy_value<Type>;
        type.destroy = &destroy_value<Type>;
    }
    return type;
}

/// The description of a type without const and reference.
template <class Type, KnownHere known = known_here<Type>()>
WEFT_DETAIL_HIDDEN inline constexpr ArgType arg_type = describe_type<Type, known>();

}  // namespace weft::detail
