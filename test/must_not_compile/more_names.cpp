// SPDX-License-Identifier: MIT
// More names than the handler has parameters are refused.
// expect: weft: more names than the handler has parameters
#include <weft/weft.hpp>

using namespace weft::literals;

int main() {
    weft::Fabric fabric;
#ifdef WEFT_CONTROL
    fabric.connect(
        "h", [](int, int) {}, "x"_a, "y"_a);
#else
    fabric.connect(
        "h", [](int) {}, "x"_a, "y"_a);
#endif
}
