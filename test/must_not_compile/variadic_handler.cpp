// SPDX-License-Identifier: MIT
// An argument behind three dots has no type.
// expect: weft: a handler has parameters of known types: remove volatile and the three dots
#include <weft/weft.hpp>

using namespace weft::literals;

struct Listener {
    void on_step(double loss);
};
WEFT_CALLBACK(Listener, (on_step, loss))

void all(double, ...);

int main() {
    weft::Fabric fabric;
#ifdef WEFT_CONTROL
    fabric.connect(
        "on_step", +[](double) {});
#else
    fabric.connect("on_step", all);
#endif
}
