// SPDX-License-Identifier: MIT
// One argument of a call, or one entry of an ArgMap, seen through its name and type.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/detail/arguments/convert_one.hpp>

#include <fmt/core.h>

#include <string>
#include <string_view>
#include <typeinfo>

namespace weft {

namespace detail {

/// What a `get` asks for, as errors spell it.
struct Wanted {
    const std::type_info* type;
    Kind kind;
    Form form;
};

template <class Type>
inline constexpr Wanted wanted{&typeid(Bare<Type>), parameter_kind<Type>, form_of<Type>};

}  // namespace detail

// Stands in each function that a type is asked of, as GCC tells of every function that is between.
#define WEFT_DETAIL_REFUSE_RVALUE(Type)              \
    static_assert(!std::is_rvalue_reference_v<Type>, \
                  "weft: ask for T, const T& or T&: arguments are not moved from")

/// A view: valid as long as the call, or the map, that it comes from.
class WEFT_API Arg {
public:
    /// Made by weft; a program gets one from `Args` or an `ArgMap`.
    Arg(const detail::ArgInfo& info, void* value, bool is_mutable, const detail::Asker* asker) noexcept
        : info_(&info), value_(value), asker_(asker), is_mutable_(is_mutable) {}

    /// Empty for a positional argument.
    [[nodiscard]] std::string_view name() const noexcept { return info_->name; }

    /// The static type of the value. Arrays have decayed: a `char[6]` is a `const char*`.
    [[nodiscard]] const std::type_info& type() const noexcept { return *info_->type->id; }

    /// Whether the value is exactly a `Type`, without any conversion.
    template <class Type>
    [[nodiscard]] bool is() const noexcept {
        return detail::same_type(type(), typeid(Type));
    }

    /// The value by the rules for parameters: `get<double>()` reads an `int` too. `get<T&>()` and `get<const T&>()`
    /// give the object itself or a base of it and convert nothing. A returned view or reference lives as long as the
    /// object. Throws `ArgumentError` for a wrong type, a const object, or a value that does not fit.
    template <class Type>
    [[nodiscard]] Type get() const {
        WEFT_DETAIL_REFUSE_RVALUE(Type);
        const detail::ConvertOne<Type> one(*info_, value_, is_mutable_);
        if (!one.fits()) {
            refuse(detail::wanted<Type>, one.match());
        }
        return one.get();
    }

    /// The value alone, by fmt and as it is; `<its type>` where fmt cannot format it.
    [[nodiscard]] std::string value_text() const;

private:
    friend class ArgMap;

    [[noreturn]] void refuse(const detail::Wanted& wanted, detail::Match match) const;

    const detail::ArgInfo* info_;
    void* value_;
    const detail::Asker* asker_;  // Null for an entry of a map.
    bool is_mutable_;
};

}  // namespace weft

/// `loss=0.25`, or the value alone for a positional argument; in one line, with control characters escaped.
template <>
struct fmt::formatter<weft::Arg> : fmt::formatter<fmt::string_view> {
    WEFT_API fmt::format_context::iterator format(const weft::Arg& arg, fmt::format_context& context) const;
};
