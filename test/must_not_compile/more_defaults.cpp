// SPDX-License-Identifier: MIT
// A default counts as a name: one more than there are parameters is refused.
// expect: weft: more names than the handler has parameters
#include <weft/weft.hpp>

using namespace weft::literals;

int main() {
    weft::Fabric fabric;
#ifdef WEFT_CONTROL
    fabric.connect(
        "h", [](int) {}, "x"_a = 1);
#else
    fabric.connect(
        "h", [] {}, "x"_a = 1);
#endif
}
