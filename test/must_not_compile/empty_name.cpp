// SPDX-License-Identifier: MIT
// An empty name literal is refused.
// expect: weft: an argument name must not be empty
#include <weft/weft.hpp>

using namespace weft::literals;

int main() {
    weft::Fabric fabric;
#ifdef WEFT_CONTROL
    fabric.call("h", " "_a = 1);
#else
    fabric.call("h", ""_a = 1);
#endif
}
