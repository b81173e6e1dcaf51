// SPDX-License-Identifier: MIT
// A default that does not convert to the parameter's type is refused.
// expect: weft: the default does not convert to the parameter's type
#include <weft/weft.hpp>

using namespace weft::literals;

int main() {
    weft::Fabric fabric;
#ifdef WEFT_CONTROL
    fabric.connect(
        "h", [](double) {}, "lr"_a = 1);
#else
    fabric.connect(
        "h", [](double) {}, "lr"_a = "fast");
#endif
}
