// SPDX-License-Identifier: MIT
// A declared method that takes by value what cannot be copied is refused.
// expect: weft: a parameter taken by value must be copyable, as handlers share the argument: Listener::on_step has to take it by const T& or T&
#include <weft/weft.hpp>

#include <memory>

struct Listener {
#ifdef WEFT_CONTROL
    void on_step(std::unique_ptr<int>&) {}
#else
    void on_step(std::unique_ptr<int>) {}
#endif
};
WEFT_CALLBACK(Listener, (on_step, x))

int main() {
    const weft::Fabric fabric{Listener{}};
}
