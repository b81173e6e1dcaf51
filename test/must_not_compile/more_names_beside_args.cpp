// SPDX-License-Identifier: MIT
// Args take no name, so that a name for them is one too many.
// expect: weft: more names than the handler has parameters
#include <weft/weft.hpp>

using namespace weft::literals;

int main() {
    weft::Fabric fabric;
#ifdef WEFT_CONTROL
    fabric.connect(
        "h", [](int, const weft::Args&) {}, "x"_a);
#else
    fabric.connect(
        "h", [](int, const weft::Args&) {}, "x"_a, "y"_a);
#endif
}
