// SPDX-License-Identifier: MIT
// Defaults are those of connect alone.
// expect: weft: WEFT_CALLBACK takes names alone, as Listener spells them: (on_epoch_end, epoch), without quotes, types and defaults
#include <weft/weft.hpp>

struct Listener {
    void on_step(double loss, int step);
};
#ifdef WEFT_CONTROL
WEFT_CALLBACK(Listener, (on_step, loss, step))
#else
WEFT_CALLBACK(Listener, (on_step, loss, step = 1))
#endif

int main() {
    weft::Fabric fabric{Listener{}};
}
