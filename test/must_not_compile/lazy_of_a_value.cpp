// SPDX-License-Identifier: MIT
// A lazy argument is a function.
// expect: weft: lazy takes a function that is called without arguments
#include <weft/weft.hpp>

using namespace weft::literals;

int main() {
    const weft::Fabric fabric;
#ifdef WEFT_CONTROL
    fabric.call("h", "x"_a = weft::lazy([] { return 0.5; }));
#else
    fabric.call("h", "x"_a = weft::lazy(0.5));
#endif
}
