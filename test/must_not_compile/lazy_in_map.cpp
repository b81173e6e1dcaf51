// SPDX-License-Identifier: MIT
// A map keeps values, and none that is made later.
// expect: weft: an ArgMap keeps values, so it cannot keep a lazy one: give the value
#include <weft/weft.hpp>

using namespace weft::literals;

int main() {
#ifdef WEFT_CONTROL
    const weft::ArgMap map{"x"_a = 0.5};
#else
    const weft::ArgMap map{"x"_a = weft::lazy([] { return 0.5; })};
#endif
}
