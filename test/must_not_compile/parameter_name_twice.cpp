// SPDX-License-Identifier: MIT
// Two parameters of a handler with one name are refused.
// expect: weft: two parameters of the handler get the same name
#include <weft/weft.hpp>

using namespace weft::literals;

int main() {
    weft::Fabric fabric;
#ifdef WEFT_CONTROL
    fabric.connect(
        "h", [](int, int) {}, "x"_a, "y"_a);
#else
    fabric.connect(
        "h", [](int, int) {}, "x"_a, "x"_a);
#endif
}
