// SPDX-License-Identifier: MIT
// Where a parameter's value comes from: the answer of one look at a call's shape, remembered for the next calls.
#pragma once

#include <weft/detail/shape.hpp>

#include <cstddef>
#include <cstdint>

namespace weft::detail {

/// Reads the value at `from` into the object at `to`; false where it does not fit.
using Convert = bool (*)(const void* from, void* to);

/// The object at `value`, of the type that `type` describes, as the base that the function stands for; null where the
/// language does not convert the pointer.
using Upcast = void* (*)(const ArgType& type, void* value, bool is_mutable);

struct Source {
    static constexpr std::int32_t absent = -1;

    std::int32_t index = absent;  ///< Place among the call's arguments.
    Convert convert = nullptr;    ///< Null where the value is taken as it is.
    std::ptrdiff_t offset = 0;  ///< From the argument to its base, where that does not depend on the object.
    Upcast upcast = nullptr;    ///< Asked for each object, where it does (a virtual base).
    /// How many optionals deep the argument is, where an optional is taken as it is and not as what it holds.
    std::uint8_t optionals = 0;
};

enum class Match : std::uint8_t { yes, wrong_type, is_const };

/// How a number of one kind is read as another: null where the table forbids it, floating-point to integer above all.
WEFT_API Convert number_conversion(Kind from, Kind to) noexcept;

/// How text of one kind is read as a `std::string_view`: null for what is no text.
WEFT_API Convert text_conversion(Kind from) noexcept;

/// Finds the base `to` in the object; true and the way to it in `source`, or false.
WEFT_API bool find_base(const ArgInfo& from, void* value, bool is_mutable, const std::type_info& to,
                        Upcast upcast, Source& source);

}  // namespace weft::detail
