// SPDX-License-Identifier: MIT
// How a text from outside, such as a hook's name, stands in a line of ours.
#pragma once

#include <weft/detail/export.hpp>

#include <string>
#include <string_view>

namespace weft::detail {

/// The text with control characters escaped, those of C1 too, and what ends a line or turns its direction in Unicode:
/// `\n`, `\t`, `\r`, `\x00`, `\u009b`, `\u202e`. A line stays one line and reads in its order, `what()` does not end at a
/// NUL, and a terminal does as it did. A byte from 0x80 to 0x9f that is part of no UTF-8 becomes `\x9b`, as a terminal
/// of eight bits would obey it. All else, UTF-8 or not, comes through as it is; a text that is shown already stays.
WEFT_API std::string escaped(std::string_view text);

}  // namespace weft::detail
