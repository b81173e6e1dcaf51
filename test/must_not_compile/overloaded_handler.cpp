// SPDX-License-Identifier: MIT
// Of several operator() nobody knows which one runs.
// expect: weft: a handler needs parameters with spelt types: replace auto by the type, and an object with several operator() by a lambda
#include <weft/weft.hpp>

using namespace weft::literals;

struct Listener {
    void on_step(double loss);
};
WEFT_CALLBACK(Listener, (on_step, loss))

int main() {
    weft::Fabric fabric;
    struct {
        void operator()(double) {}
        void operator()(int) {}
    } both;
    static_cast<void>(both);
#ifdef WEFT_CONTROL
    fabric.connect("on_step", [](double) {});
#else
    fabric.connect("on_step", both);
#endif
}
