// SPDX-License-Identifier: MIT
// The symbols that say for which standard library this one was built: a program built for another finds no such symbol.
#include <weft/detail/export.hpp>

namespace weft::detail {

const char WEFT_DETAIL_CONTAINERS = 0;
const char WEFT_DETAIL_STRINGS = 0;

}  // namespace weft::detail
