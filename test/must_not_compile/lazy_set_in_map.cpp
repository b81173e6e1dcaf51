// SPDX-License-Identifier: MIT
// A map keeps values, and none that is made later.
// expect: weft: an ArgMap keeps values, so it cannot keep a lazy one: give the value
#include <weft/weft.hpp>

using namespace weft::literals;

int main() {
    weft::ArgMap map;
#ifdef WEFT_CONTROL
    map.set("x", 0.5);
#else
    map.set("x", weft::lazy([] { return 0.5; }));
#endif
}
