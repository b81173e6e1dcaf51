// SPDX-License-Identifier: MIT
// A handler cannot go to both ends.
// expect: weft: a handler goes either to the front or to the back
#include <weft/weft.hpp>

int main() {
    weft::Fabric fabric;
#ifdef WEFT_CONTROL
    fabric.connect(
        "h", [] {}, weft::at_front);
#else
    fabric.connect(
        "h", [] {}, weft::at_front, weft::at_back);
#endif
}
