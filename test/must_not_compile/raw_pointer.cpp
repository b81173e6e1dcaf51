// SPDX-License-Identifier: MIT
// A raw pointer does not say who owns the object.
// expect: weft: a raw pointer does not say who owns the callback: pass std::ref(*it) to borrow it, or a std::unique_ptr or std::shared_ptr to it
#include <weft/weft.hpp>

using namespace weft::literals;

struct Listener {
    void on_step(double loss);
};
WEFT_CALLBACK(Listener, (on_step, loss))

int main() {
    weft::Fabric fabric;
    Listener listener;
#ifdef WEFT_CONTROL
    fabric.add(std::ref(listener));
#else
    fabric.add(&listener);
#endif
}
