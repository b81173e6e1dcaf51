// SPDX-License-Identifier: MIT
// A number is refused as a handler.
// expect: weft: a handler is a function, a lambda or an object with one operator()
#include <weft/weft.hpp>

int main() {
    weft::Fabric fabric;
#ifdef WEFT_CONTROL
    fabric.connect("h", [] { return 42; });
#else
    fabric.connect("h", 42);
#endif
}
