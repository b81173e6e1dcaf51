// SPDX-License-Identifier: MIT
// Once is said once.
// expect: weft: once is given twice
#include <weft/weft.hpp>

int main() {
    weft::Fabric fabric;
#ifdef WEFT_CONTROL
    fabric.connect(
        "h", [] {}, weft::once);
#else
    fabric.connect(
        "h", [] {}, weft::once, weft::once);
#endif
}
