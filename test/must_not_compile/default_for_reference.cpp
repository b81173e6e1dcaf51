// SPDX-License-Identifier: MIT
// A default for a parameter T& is refused.
// expect: weft: a parameter T& cannot have a default: there is no object to refer to
#include <weft/weft.hpp>

using namespace weft::literals;

int main() {
    weft::Fabric fabric;
#ifdef WEFT_CONTROL
    fabric.connect(
        "h", [](const double&) {}, "lr"_a = 0.1);
#else
    fabric.connect(
        "h", [](double&) {}, "lr"_a = 0.1);
#endif
}
