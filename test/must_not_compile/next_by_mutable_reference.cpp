// SPDX-License-Identifier: MIT
// Next is shared by nobody, and not to be changed.
// expect: weft: a handler takes all arguments as const weft::Args&, and what comes after it as const weft::Next&
#include <weft/weft.hpp>

int main() {
    weft::Fabric fabric;
#ifdef WEFT_CONTROL
    fabric.connect("h", [](const weft::Next& next) { next(); });
#else
    fabric.connect("h", [](weft::Next& next) { next(); });
#endif
}
