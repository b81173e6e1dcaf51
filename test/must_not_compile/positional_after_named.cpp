// SPDX-License-Identifier: MIT
// A positional argument after a named one is refused.
// expect: weft: a positional argument follows a named one
#include <weft/weft.hpp>

using namespace weft::literals;

int main() {
    weft::Fabric fabric;
#ifdef WEFT_CONTROL
    fabric.call("h", 2, "x"_a = 1);
#else
    fabric.call("h", "x"_a = 1, 2);
#endif
}
