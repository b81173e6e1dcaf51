// SPDX-License-Identifier: MIT
// A handler cannot be before and after all others.
// expect: weft: a handler goes either before all others or after all: give one of weft::before_all and weft::after_all, once
#include <weft/weft.hpp>

int main() {
    weft::Fabric fabric;
#ifdef WEFT_CONTROL
    fabric.connect(
        "h", [] {}, weft::after_all, weft::at_front);
#else
    fabric.connect(
        "h", [] {}, weft::before_all, weft::after_all);
#endif
}
