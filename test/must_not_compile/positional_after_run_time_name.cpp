// SPDX-License-Identifier: MIT
// A positional argument after one with a run-time name is refused.
// expect: weft: a positional argument follows a named one
#include <weft/weft.hpp>

int main() {
    weft::Fabric fabric;
#ifdef WEFT_CONTROL
    fabric.call("h", 1, 2, weft::arg("x", 1));
#else
    fabric.call("h", 1, weft::arg("x", 1), 2);
#endif
}
