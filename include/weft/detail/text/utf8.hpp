// SPDX-License-Identifier: MIT
// Finds out which parts of a text are valid UTF-8.
#pragma once

#include <weft/detail/export.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace weft::detail {

/// The number of bytes of the UTF-8 character that `text` begins with; 0 where it does not begin with one. `text` must not
/// be empty.
WEFT_API std::size_t character_size(std::string_view text) noexcept;

/// Replaces each byte that belongs to no UTF-8 character by U+FFFD. For file formats that are UTF-8 by definition: a reader
/// would refuse the whole file for the sake of one bad name.
WEFT_API std::string valid_utf8(std::string_view text);

}  // namespace weft::detail
