// SPDX-License-Identifier: MIT
// A hook calls one method: of overloads the name says not which.
// expect: weft: Listener::on_step is no method that can be called from here by its name alone: correct its name; give overloads and templates names of their own; declare a private one by WEFT_CALLBACK_INSIDE
#include <weft/weft.hpp>

struct Listener {
    void on_step(double loss, int step);
#ifndef WEFT_CONTROL
    void on_step(int step);
#endif
};
#ifdef WEFT_CONTROL
WEFT_CALLBACK(Listener, (on_step, loss, step))
#else
WEFT_CALLBACK(Listener, (on_step, loss, step))
#endif

int main() {
    weft::Fabric fabric{Listener{}};
}
