// SPDX-License-Identifier: MIT
// Without the literals no argument has a name.
// the compiler's own: unable to find string literal operator
// the compiler's own: no matching literal operator
// because: operators of literals are found by their name alone, where the user's using-directive put them
#include <weft/weft.hpp>

#ifdef WEFT_CONTROL
using namespace weft::literals;
#endif

int main() {
    weft::Fabric fabric;
    fabric.call("on_step", "loss"_a = 0.5);
}
