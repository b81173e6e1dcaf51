// SPDX-License-Identifier: MIT
// unpack after a positional argument is refused.
// expect: weft: unpack must be the only argument of a call
#include <weft/weft.hpp>

using namespace weft::literals;

int main() {
    weft::Fabric fabric;
    const weft::ArgMap map{"y"_a = 1};
#ifdef WEFT_CONTROL
    fabric.call("h", 1, map);
#else
    fabric.call("h", 1, weft::unpack(map));
#endif
}
