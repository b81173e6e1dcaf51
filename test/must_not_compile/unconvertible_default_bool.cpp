// SPDX-License-Identifier: MIT
// A default converts by the table only: bool takes nothing but bool.
// expect: weft: the default does not convert to the parameter's type
#include <weft/weft.hpp>

using namespace weft::literals;

int main() {
    weft::Fabric fabric;
#ifdef WEFT_CONTROL
    fabric.connect(
        "h", [](bool) {}, "flag"_a = true);
#else
    fabric.connect(
        "h", [](bool) {}, "flag"_a = 1);
#endif
}
