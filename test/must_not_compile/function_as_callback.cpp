// SPDX-License-Identifier: MIT
// A function does not say which hook it serves.
// expect: weft: a function is no callback, as it does not say which hook it serves: fabric.connect(hook, function, "parameter"_a...)
#include <weft/weft.hpp>

using namespace weft::literals;

struct Listener {
    void on_step(double loss);
};
WEFT_CALLBACK(Listener, (on_step, loss))

int main() {
    weft::Fabric fabric;
#ifdef WEFT_CONTROL
    fabric.connect("on_step", [](double) {});
#else
    fabric.add([](double) {});
#endif
}
