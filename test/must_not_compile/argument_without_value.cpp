// SPDX-License-Identifier: MIT
// A name alone is no argument.
// expect: weft: an argument of a call needs a value: "name"_a = value
#include <weft/weft.hpp>

using namespace weft::literals;

int main() {
    weft::Fabric fabric;
#ifdef WEFT_CONTROL
    fabric.call("h", "x"_a = 1);
#else
    fabric.call("h", "x"_a);
#endif
}
