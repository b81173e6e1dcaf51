// SPDX-License-Identifier: MIT
// A name given twice is found with others between, and with other types.
// expect: weft: an argument name is given twice
#include <weft/weft.hpp>

using namespace weft::literals;

int main() {
    weft::Fabric fabric;
#ifdef WEFT_CONTROL
    fabric.call("h", 1, "x"_a = 1, "y"_a = 2, "z"_a = "text");
#else
    fabric.call("h", 1, "x"_a = 1, "y"_a = 2, "x"_a = "text");
#endif
}
