// SPDX-License-Identifier: MIT
// A class template is not one class.
// expect: weft: Listener is a class template: write WEFT_CALLBACK_INSIDE(Listener, (method, parameter...)) inside it
#include <weft/weft.hpp>

template <class Value>
struct Listener {
    void on_step(Value loss);
#ifdef WEFT_CONTROL
    WEFT_CALLBACK_INSIDE(Listener, (on_step, loss))
#endif
};
#ifndef WEFT_CONTROL
WEFT_CALLBACK(Listener, (on_step, loss))
#endif

int main() {
    weft::Fabric fabric{Listener<double>{}};
}
