// SPDX-License-Identifier: MIT
// All arguments are seen, not changed.
// expect: weft: a handler takes all arguments as const weft::Args&, and what comes after it as const weft::Next&
#include <weft/weft.hpp>

int main() {
    weft::Fabric fabric;
#ifdef WEFT_CONTROL
    fabric.connect("h", [](const weft::Args&) {});
#else
    fabric.connect("h", [](weft::Args&) {});
#endif
}
