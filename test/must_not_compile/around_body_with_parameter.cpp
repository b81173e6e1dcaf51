// SPDX-License-Identifier: MIT
// The body of around is called without arguments.
// expect: weft: around takes the body as its last argument, a function without parameters
#include <weft/weft.hpp>

int main() {
    weft::Fabric fabric;
#ifdef WEFT_CONTROL
    fabric.around("h", [] {});
#else
    fabric.around("h", [](int) {});
#endif
}
