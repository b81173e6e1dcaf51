// SPDX-License-Identifier: MIT
// A character is no name.
// expect: weft: the name of a hook is a text: write it as "on_epoch_end"
#include <weft/weft.hpp>

using namespace weft::literals;

struct Listener {
    void on_step(double loss);
};
WEFT_CALLBACK(Listener, (on_step, loss))

int main() {
    weft::Fabric fabric;
#ifdef WEFT_CONTROL
    fabric.call("x");
#else
    fabric.call('x');
#endif
}
