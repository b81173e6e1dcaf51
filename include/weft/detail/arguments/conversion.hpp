// SPDX-License-Identifier: MIT
// The table of conversions: between numbers without loss, and from every kind of text to a view.
#pragma once

#include <weft/detail/arguments/arg_type.hpp>

namespace weft::detail {

/// Reads the value at `from` and writes it converted to `to`. Returns false, and writes nothing, where the value does not
/// fit: a number out of range, or a null `const char*`.
using Convert = bool (*)(const void* from, void* to);

/// The conversion from one kind of number to another. Null for what is no number, and where the table forbids it: from
/// floating-point to integer.
WEFT_API Convert number_conversion(Kind from, Kind to) noexcept;

/// The conversion from one kind of text to a `std::string_view` of it. Null for what is no text.
WEFT_API Convert text_conversion(Kind from) noexcept;

}  // namespace weft::detail
