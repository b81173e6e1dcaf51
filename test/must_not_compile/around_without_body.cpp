// SPDX-License-Identifier: MIT
// Around ends with its body.
// expect: weft: around takes the body as its last argument, a function without parameters
#include <weft/weft.hpp>

int main() {
    weft::Fabric fabric;
#ifdef WEFT_CONTROL
    fabric.around("h", 1, [] {});
#else
    fabric.around("h", 1);
#endif
}
