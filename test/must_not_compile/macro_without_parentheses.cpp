// SPDX-License-Identifier: MIT
// Without parentheses nobody knows which names belong together.
// expect: weft: WEFT_CALLBACK takes each method of Listener with its parameters in parentheses, as in (on_epoch_end, epoch), (on_fit_end)
#include <weft/weft.hpp>

struct Listener {
    void on_step(double loss, int step);
};
#ifdef WEFT_CONTROL
WEFT_CALLBACK(Listener, (on_step, loss, step))
#else
WEFT_CALLBACK(Listener, on_step, loss, step)
#endif

int main() {
    weft::Fabric fabric{Listener{}};
}
