// SPDX-License-Identifier: MIT
// Outside a class nobody reaches its private methods.
// expect: weft: Listener::on_step is no method that can be called from here by its name alone: correct its name; give overloads and templates names of their own; declare a private one by WEFT_CALLBACK_INSIDE
#include <weft/weft.hpp>

class Listener {
    void on_step(double loss, int step);
#ifdef WEFT_CONTROL
    WEFT_CALLBACK_INSIDE(Listener, (on_step, loss, step))
#endif
};
#ifdef WEFT_CONTROL

#else
WEFT_CALLBACK(Listener, (on_step, loss, step))
#endif

int main() {
    weft::Fabric fabric{Listener{}};
}
