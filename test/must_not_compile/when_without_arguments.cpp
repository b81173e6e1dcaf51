// SPDX-License-Identifier: MIT
// A predicate is asked with the arguments of the call.
// expect: weft: when takes a function that is called with const weft::Args& and returns bool
#include <weft/weft.hpp>

int main() {
    weft::Fabric fabric;
#ifdef WEFT_CONTROL
    fabric.connect(
        "h", [] {}, weft::when([](const weft::Args&) { return true; }));
#else
    fabric.connect(
        "h", [] {}, weft::when([] { return true; }));
#endif
}
