// SPDX-License-Identifier: MIT
// Before whom? A list without names is a slip.
// expect: weft: before needs the name of a callback: weft::before("Checkpoint")
#include <weft/weft.hpp>

int main() {
    weft::Fabric fabric;
#ifdef WEFT_CONTROL
    fabric.connect(
        "h", [] {}, weft::before("Checkpoint"));
#else
    fabric.connect(
        "h", [] {}, weft::before());
#endif
}
