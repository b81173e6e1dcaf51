// SPDX-License-Identifier: MIT
// A pointer to a method has no object.
// expect: weft: a method needs its object: connect a lambda that calls it, or add the object as a callback
#include <weft/weft.hpp>

using namespace weft::literals;

struct Listener {
    void on_step(double loss);
};
WEFT_CALLBACK(Listener, (on_step, loss))

int main() {
    weft::Fabric fabric;
#ifdef WEFT_CONTROL
    fabric.add(Listener{});
#else
    fabric.connect("on_step", &Listener::on_step);
#endif
}
