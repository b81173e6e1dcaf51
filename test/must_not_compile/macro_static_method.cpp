// SPDX-License-Identifier: MIT
// A static method has no object to run on.
// expect: weft: Listener::on_step is static: remove static, or connect it: fabric.connect("on_step", &Listener::on_step, ...)
#include <weft/weft.hpp>

struct Listener {
#ifndef WEFT_CONTROL
    static
#endif
        void
        on_step(double loss, int step);
};
#ifdef WEFT_CONTROL
WEFT_CALLBACK(Listener, (on_step, loss, step))
#else
WEFT_CALLBACK(Listener, (on_step, loss, step))
#endif

int main() {
    weft::Fabric fabric{Listener{}};
}
