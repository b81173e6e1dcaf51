// SPDX-License-Identifier: MIT
// A data member is not called, whatever it holds.
// expect: weft: Listener::on_step is a data member: name a method; connect what it holds by fabric.connect("on_step", ...)
#include <weft/weft.hpp>

struct Listener {
#ifdef WEFT_CONTROL
    void on_step();
#else
    int on_step;
#endif
};
#ifdef WEFT_CONTROL
WEFT_CALLBACK(Listener, (on_step))
#else
WEFT_CALLBACK(Listener, (on_step))
#endif

int main() {
    weft::Fabric fabric{Listener{}};
}
