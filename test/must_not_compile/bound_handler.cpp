// SPDX-License-Identifier: MIT
// What std::bind gives has no parameters of its own.
// expect: weft: what std::bind gives takes arguments of any type: write a lambda whose parameters have the types and names that the handler needs
#include <weft/weft.hpp>

#include <functional>

using namespace weft::literals;

struct Listener {
    void on_step(double loss);
};
WEFT_CALLBACK(Listener, (on_step, loss))

int main() {
    weft::Fabric fabric;
    Listener listener;
#ifdef WEFT_CONTROL
    fabric.connect(
        "on_step", [&](double loss) { listener.on_step(loss); }, "loss"_a);
#else
    fabric.connect("on_step", std::bind(&Listener::on_step, &listener, std::placeholders::_1));
#endif
}
