// SPDX-License-Identifier: MIT
// An object that cannot be called is refused as a handler.
// expect: weft: a handler is a function, a lambda or an object with one operator()
#include <weft/weft.hpp>

struct Value {};

int main() {
    weft::Fabric fabric;
#ifdef WEFT_CONTROL
    fabric.connect("h", [] {});
#else
    fabric.connect("h", Value{});
#endif
}
