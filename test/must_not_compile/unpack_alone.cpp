// SPDX-License-Identifier: MIT
// unpack beside a named argument is refused.
// expect: weft: unpack must be the only argument of a call
#include <weft/weft.hpp>

using namespace weft::literals;

int main() {
    weft::Fabric fabric;
    const weft::ArgMap map{"y"_a = 1};
#ifdef WEFT_CONTROL
    fabric.call("h", weft::unpack(map));
#else
    fabric.call("h", weft::unpack(map), "x"_a = 1);
#endif
}
