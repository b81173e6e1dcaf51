// SPDX-License-Identifier: MIT
// WEFT_CALLBACK stands behind the class, not in it.
// expect: weft: WEFT_CALLBACK(Listener, ...) stands after the class, in its namespace: inside the class, write WEFT_CALLBACK_INSIDE
#include <weft/weft.hpp>

struct Listener {
    void on_step(double loss);
#ifdef WEFT_CONTROL
    WEFT_CALLBACK_INSIDE(Listener, (on_step, loss))
#else
    WEFT_CALLBACK(Listener, (on_step, loss))
#endif
};

int main() {
    weft::Fabric fabric{Listener{}};
}
