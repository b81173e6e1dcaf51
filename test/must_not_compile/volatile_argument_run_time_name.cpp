// SPDX-License-Identifier: MIT
// Handlers would read a volatile variable as often as they like, through a reference that forgets what it is.
// expect: weft: a volatile argument cannot be referred to: read it into a variable and pass that
#include <weft/weft.hpp>

int main() {
    weft::Fabric fabric;
    volatile int sensor = 1;
#ifdef WEFT_CONTROL
    const int read = sensor;
    fabric.call("h", weft::arg("x", read));
#else
    fabric.call("h", weft::arg("x", sensor));
#endif
}
