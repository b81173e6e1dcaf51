// SPDX-License-Identifier: MIT
// A default is converted at once, so it cannot be lazy.
// expect: weft: a default is copied and converted at once, so it cannot be lazy: give the value
#include <weft/weft.hpp>

using namespace weft::literals;

int main() {
    weft::Fabric fabric;
#ifdef WEFT_CONTROL
    fabric.connect(
        "h", [](double) {}, "lr"_a = 0.1);
#else
    fabric.connect(
        "h", [](double) {}, "lr"_a = weft::lazy([] { return 0.1; }));
#endif
}
