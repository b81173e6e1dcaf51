// SPDX-License-Identifier: MIT
// Text for formats that are UTF-8 by their definition.
#pragma once

#include <string>
#include <string_view>

namespace weft::detail {

/// The text with U+FFFD for each byte that is part of no character, so that a reader does not refuse the whole file for
/// one name. UTF-8 comes through as it is.
std::string valid_utf8(std::string_view text);

}  // namespace weft::detail
