// SPDX-License-Identifier: MIT
// After whom? A list without names is a slip.
// expect: weft: after needs the name of a callback: weft::after("EarlyStopping")
#include <weft/weft.hpp>

int main() {
    weft::Fabric fabric;
#ifdef WEFT_CONTROL
    fabric.connect(
        "h", [] {}, weft::after("EarlyStopping"));
#else
    fabric.connect(
        "h", [] {}, weft::after());
#endif
}
