// SPDX-License-Identifier: MIT
// The arguments of around are those of a call.
// expect: weft: an argument name is given twice
#include <weft/weft.hpp>

using namespace weft::literals;

int main() {
    weft::Fabric fabric;
#ifdef WEFT_CONTROL
    fabric.around("h", "x"_a = 1, "y"_a = 2, [] {});
#else
    fabric.around("h", "x"_a = 1, "x"_a = 2, [] {});
#endif
}
