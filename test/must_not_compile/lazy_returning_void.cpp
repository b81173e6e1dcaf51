// SPDX-License-Identifier: MIT
// The result of a lazy function is the argument.
// expect: weft: the function of lazy returns the argument: it cannot return void
#include <weft/weft.hpp>

using namespace weft::literals;

int main() {
    const weft::Fabric fabric;
#ifdef WEFT_CONTROL
    fabric.call("h", "x"_a = weft::lazy([] { return 0.5; }));
#else
    fabric.call("h", "x"_a = weft::lazy([] {}));
#endif
}
