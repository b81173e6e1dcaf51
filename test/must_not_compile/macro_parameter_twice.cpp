// SPDX-License-Identifier: MIT
// Two parameters of one name would get the same argument.
// expect: weft: WEFT_CALLBACK gives two parameters of a method of Listener one name: give each its own
#include <weft/weft.hpp>

struct Listener {
    void on_step(double loss, int step);
};
#ifdef WEFT_CONTROL
WEFT_CALLBACK(Listener, (on_step, loss, step))
#else
WEFT_CALLBACK(Listener, (on_step, loss, loss))
#endif

int main() {
    weft::Fabric fabric{Listener{}};
}
