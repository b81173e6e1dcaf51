// SPDX-License-Identifier: MIT
// Long doubles as text and back, without loss, in hexadecimal as `std::to_chars` writes them. Not by that and `std::from_chars`: libc++
// has neither for long doubles.
#pragma once

#include <string>
#include <string_view>

namespace weft::detail {

/// With a point, whatever the program's locale.
std::string hexadecimal(long double value);

/// False, and `value` is left as it is, where the text is something else, or a number too large or too small for the type.
bool read_hexadecimal(std::string_view text, long double& value);

}  // namespace weft::detail
