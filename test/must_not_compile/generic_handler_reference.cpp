// SPDX-License-Identifier: MIT
// A generic lambda with const auto& is refused.
// expect: weft: a handler needs parameters with spelt types: replace auto by the type
#include <weft/weft.hpp>

int main() {
    weft::Fabric fabric;
#ifdef WEFT_CONTROL
    fabric.connect("h", [](int, const int&) {});
#else
    fabric.connect("h", [](int, const auto&) {});
#endif
}
