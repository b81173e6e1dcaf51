// SPDX-License-Identifier: MIT
// Tells what is UTF-8 in a text that may be anything.
#pragma once

#include <weft/detail/export.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace weft::detail {

/// How many bytes the character takes that `text` begins with; 0 where it begins with none. `text` is not empty.
WEFT_API std::size_t character_size(std::string_view text) noexcept;

/// The text with U+FFFD for each byte that is part of no character, for formats that are UTF-8 by their definition: a
/// reader would refuse the whole file for one name. UTF-8 comes through as it is.
WEFT_API std::string valid_utf8(std::string_view text);

}  // namespace weft::detail
