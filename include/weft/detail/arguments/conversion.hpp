// SPDX-License-Identifier: MIT
// The table of conversions: between numbers without loss, and from every kind of text to a view.
#pragma once

#include <weft/detail/arguments/arg_type.hpp>

namespace weft::detail {

/// Reads the value at `from` into the object at `to`; false where the value does not fit.
using Convert = bool (*)(const void* from, void* to);

/// How a number of one kind is read as another: null where the table forbids it, floating-point to integer above all.
WEFT_API Convert number_conversion(Kind from, Kind to) noexcept;

/// How text of one kind is read as a `std::string_view`: null for what is no text.
WEFT_API Convert text_conversion(Kind from) noexcept;

}  // namespace weft::detail
