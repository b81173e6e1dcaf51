// SPDX-License-Identifier: MIT
// One argument of a call, or one entry of an ArgMap, seen through its name and type.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/detail/arguments/convert_one.hpp>

#include <fmt/core.h>

#include <optional>
#include <string>
#include <string_view>
#include <typeinfo>

namespace weft {

namespace detail {

struct HandlerReads;

/// The type that a `get` asks for, as errors spell it.
struct Wanted {
    const std::type_info* type;
    Kind kind;
    Form form;
};

template <class Type>
WEFT_DETAIL_HIDDEN inline constexpr Wanted wanted{&typeid(Bare<Type>), parameter_kind<Type>, form_of<Type>};

}  // namespace detail

// A macro, so that the assertion stands in the function that the user calls: GCC lists each function on the way from there
// to an assertion that fails.
#define WEFT_DETAIL_REFUSE_RVALUE(Type)              \
    static_assert(!std::is_rvalue_reference_v<Type>, \
                  "weft: ask for T, const T& or T&: arguments are not moved from")

/// A view of one argument, with its name and type. `for (const weft::Arg& arg : args)` visits all of a call.
///
/// It owns nothing. One of a call is valid until the call returns; one of an `ArgMap` until the map is changed, moved or
/// destroyed. `get`, `number` and `address` make a lazy value, and throw what its function throws.
class WEFT_API Arg {
public:
    /// For weft's own use; a program gets one from `Args` or an `ArgMap`. `value` is what `View::at` gives.
    Arg(const detail::ArgInfo& info, void* value, bool is_mutable, const detail::Asker* asker) noexcept
        : info_(&info), value_(value), asker_(asker), is_mutable_(is_mutable) {}

    /// The name; empty for a positional argument.
    [[nodiscard]] std::string_view name() const noexcept { return info_->name; }

    /// The type that the value had where it was passed, without const and reference. It is the static type, never that of
    /// a derived class. An array has become a pointer: the type of `"train"` is `const char*`.
    [[nodiscard]] const std::type_info& type() const noexcept { return *info_->type->id; }

    /// Whether handlers may change the value: it is an lvalue of the caller's that is not const, or an entry of a map that is
    /// not const.
    [[nodiscard]] bool is_mutable() const noexcept { return is_mutable_; }

    /// Where the value is, an object of the type that `type()` says. For bridges to other languages.
    [[nodiscard]] const void* address() const { return value(); }

    /// The value of a number, or of what reads as one (`Reading`); empty for all else, `bool` and characters too. A 64-bit integer
    /// may lose digits, and a `long double` beyond the range of `double` is infinite.
    [[nodiscard]] std::optional<double> number() const;

    /// Whether `type()` is exactly `Type`. Where this is false, `get` may still convert.
    template <class Type>
    [[nodiscard]] bool is() const noexcept {
        return detail::same_type(type(), typeid(Type));
    }

    /// The value, converted as for a parameter of a handler: `get<double>()` reads an `int` too.
    ///
    /// `get<T&>()` and `get<const T&>()` give the object itself, or a base class of it, and convert nothing. A returned
    /// reference or view is valid as long as that object. Throws `ArgumentError` for a type that does not convert, for a
    /// `T&` to a const object, and for a value out of range.
    template <class Type>
    [[nodiscard]] Type get() const {
        WEFT_DETAIL_REFUSE_RVALUE(Type);
        const detail::ConvertOne<Type> one(*info_, value_, is_mutable_, asker_);
        if (!one.fits()) {
            refuse(detail::wanted<Type>, one.match());
        }
        return one.get();
    }

    /// The text of the value without the name, made by its `Reading` or by fmt, and not escaped. It is `<its type>` in angle brackets where fmt
    /// cannot format the type, `null` for a null C string, and `<not made>` for a lazy value that nobody has taken.
    [[nodiscard]] std::string value_text() const;

private:
    friend class ArgMap;
    friend struct detail::HandlerReads;

    [[nodiscard]] void* value() const { return detail::taken(*info_, value_, asker_); }
    [[noreturn]] void refuse(const detail::Wanted& wanted, detail::Match match) const;

    const detail::ArgInfo* info_;
    void* value_;                 // Of a lazy value, its `LazyValue`.
    const detail::Asker* asker_;  // Whom errors name as asking; null for an entry of a map.
    bool is_mutable_;
};

}  // namespace weft

/// Prints `loss=0.25`, or the value alone for a positional argument: in one line, with control characters escaped.
template <>
struct fmt::formatter<weft::Arg> : fmt::formatter<fmt::string_view> {
    WEFT_API fmt::format_context::iterator format(const weft::Arg& arg, fmt::format_context& context) const;
};
