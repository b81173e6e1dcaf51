// SPDX-License-Identifier: MIT
// Escapes a text from outside, such as a hook's name, for use in an error or a report.
#pragma once

#include <weft/detail/export.hpp>

#include <string>
#include <string_view>

namespace weft::detail {

/// Escapes control characters (of ASCII and C1), Unicode's line ends, and what changes the direction of writing: `\n`, `\t`,
/// `\r`, `\x00`, `\u009b`, `\u202e`. So a line stays one line and reads in its order, `what()` does not end at a NUL, and a
/// terminal is sent no commands. A byte from 0x80 to 0x9f that belongs to no UTF-8 becomes `\x9b` or its like, as a terminal
/// of eight bits would obey it. All other bytes stay as they are, UTF-8 or not. Escaping twice is the same as once.
WEFT_API std::string escaped(std::string_view text);

}  // namespace weft::detail
