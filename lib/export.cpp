// SPDX-License-Identifier: MIT
// Symbols whose names say with which settings of the standard library weft was built. A program that is built with others
// refers to a symbol that is not here, so that it cannot be linked.
#include <weft/detail/export.hpp>

namespace weft::detail {

const char WEFT_DETAIL_CONTAINERS = 0;
const char WEFT_DETAIL_STRINGS = 0;
const char WEFT_DETAIL_BASES = 0;

}  // namespace weft::detail
