// SPDX-License-Identifier: MIT
// A method that is a template has no parameters to fill.
// expect: weft: Listener::on_step is no method that can be called from here by its name alone: correct its name; give overloads and templates names of their own; declare a private one by WEFT_CALLBACK_INSIDE
#include <weft/weft.hpp>

struct Listener {
#ifdef WEFT_CONTROL
    void on_step(double loss);
#else
    template <class Value>
    void on_step(Value loss);
#endif
};
#ifdef WEFT_CONTROL
WEFT_CALLBACK(Listener, (on_step, loss))
#else
WEFT_CALLBACK(Listener, (on_step, loss))
#endif

int main() {
    weft::Fabric fabric{Listener{}};
}
