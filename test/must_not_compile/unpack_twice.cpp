// SPDX-License-Identifier: MIT
// Two maps unpacked into one call are refused.
// expect: weft: unpack must be the only argument of a call
#include <weft/weft.hpp>

using namespace weft::literals;

int main() {
    weft::Fabric fabric;
    const weft::ArgMap map{"y"_a = 1};
#ifdef WEFT_CONTROL
    fabric.call("h", map, map);
#else
    fabric.call("h", weft::unpack(map), weft::unpack(map));
#endif
}
