// SPDX-License-Identifier: MIT
// What every plug-in includes, read once for all of them.
#include <weft/plugin.hpp>
