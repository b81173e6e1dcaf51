// SPDX-License-Identifier: MIT
// WEFT_CALLBACK names a method that the class does not have.
// expect: weft: Listener::on_stepp is no method that can be called from here by its name alone: correct its name; give overloads and templates names of their own; declare a private one by WEFT_CALLBACK_INSIDE
#include <weft/weft.hpp>

struct Listener {
    void on_step(double loss, int step);
};
#ifdef WEFT_CONTROL
WEFT_CALLBACK(Listener, (on_step, loss, step))
#else
WEFT_CALLBACK(Listener, (on_stepp, loss, step))
#endif

int main() {
    weft::Fabric fabric{Listener{}};
}
