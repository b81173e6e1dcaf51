// SPDX-License-Identifier: MIT
// A comma too many leaves a name empty.
// expect: weft: WEFT_CALLBACK takes names alone, as Listener spells them: (on_epoch_end, epoch), without quotes, types and defaults
#include <weft/weft.hpp>

struct Listener {
    void on_step(double loss, int step);
};
#ifdef WEFT_CONTROL
WEFT_CALLBACK(Listener, (on_step, loss, step))
#else
WEFT_CALLBACK(Listener, (on_step, loss, ))
#endif

int main() {
    weft::Fabric fabric{Listener{}};
}
