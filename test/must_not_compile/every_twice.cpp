// SPDX-License-Identifier: MIT
// Two periods for one handler are refused.
// expect: weft: every is given twice
#include <weft/weft.hpp>

int main() {
    weft::Fabric fabric;
#ifdef WEFT_CONTROL
    fabric.connect(
        "h", [] {}, weft::every(6));
#else
    fabric.connect(
        "h", [] {}, weft::every(2), weft::every(3));
#endif
}
