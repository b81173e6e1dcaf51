// SPDX-License-Identifier: MIT
// What every program includes, read once for all of them.
#include <weft/weft.hpp>
