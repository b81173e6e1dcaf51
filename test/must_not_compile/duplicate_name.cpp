// SPDX-License-Identifier: MIT
// A call that gives a name twice is refused.
// expect: weft: an argument name is given twice
#include <weft/weft.hpp>

using namespace weft::literals;

int main() {
    weft::Fabric fabric;
#ifdef WEFT_CONTROL
    fabric.call("h", "x"_a = 1, "y"_a = 2);
#else
    fabric.call("h", "x"_a = 1, "x"_a = 2);
#endif
}
