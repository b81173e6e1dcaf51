// SPDX-License-Identifier: MIT
// What each file of a loop has to compile before its own code.
#include <weft/weft.hpp>
