// SPDX-License-Identifier: MIT
// A generic lambda is refused: its parameters have no types to fill.
// expect: weft: a handler needs parameters with spelt types: replace auto by the type
#include <weft/weft.hpp>

using namespace weft::literals;

int main() {
    weft::Fabric fabric;
#ifdef WEFT_CONTROL
    fabric.connect(
        "h", [](int) {}, "x"_a);
#else
    fabric.connect(
        "h", [](auto) {}, "x"_a);
#endif
}
