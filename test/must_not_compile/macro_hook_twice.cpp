// SPDX-License-Identifier: MIT
// A method serves its hook once.
// expect: weft: WEFT_CALLBACK lists a method of Listener twice: list each once
#include <weft/weft.hpp>

struct Listener {
    void on_step(double loss, int step);
};
#ifdef WEFT_CONTROL
WEFT_CALLBACK(Listener, (on_step, loss, step))
#else
WEFT_CALLBACK(Listener, (on_step, loss, step), (on_step, loss, step))
#endif

int main() {
    weft::Fabric fabric{Listener{}};
}
