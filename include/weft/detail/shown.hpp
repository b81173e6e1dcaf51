// SPDX-License-Identifier: MIT
// How a text from outside, such as a hook's name, stands in a line of ours.
#pragma once

#include <weft/detail/compiler.hpp>

#include <string>
#include <string_view>

namespace weft::detail {

/// The text with its control characters escaped: `\n`, `\t`, `\r`, `\x00`. A line stays one line, `what()` does not
/// end at a NUL, and a terminal does as it did. All else, UTF-8 or not, comes through as it is.
WEFT_API std::string shown(std::string_view text);

}  // namespace weft::detail
