// SPDX-License-Identifier: MIT
// The table of conversions: between numbers without loss, and from every kind of text to a view.
#pragma once

#include <weft/detail/arguments/arg_type.hpp>

namespace weft::detail {

/// The conversion to one kind of number. Null for what neither is a number nor reads as one, and where the table forbids it: from
/// floating-point to integer.
WEFT_API Convert number_conversion(const ArgType& from, Kind to) noexcept;

/// From any pointer to an object to a `void*`.
WEFT_API bool read_pointer(const void* from, void* to);

/// The conversion from one kind of text to a `std::string_view` of it. Null for what is no text.
WEFT_API Convert text_conversion(Kind from) noexcept;

/// Converts text to a `std::string`. In the library, as each handler with such a parameter would have the code otherwise.
WEFT_API bool convert_text(Convert convert, const void* from, std::string& to);

}  // namespace weft::detail
