// SPDX-License-Identifier: MIT
// A declared method with a parameter T&& is refused.
// expect: weft: a parameter T&& of Listener::on_step would move an argument that all handlers share: take it by const T&, T& or T
#include <weft/weft.hpp>

#include <string>

struct Listener {
#ifdef WEFT_CONTROL
    void on_step(std::string&) {}
#else
    void on_step(std::string&&) {}
#endif
};
WEFT_CALLBACK(Listener, (on_step, x))

int main() {
    const weft::Fabric fabric{Listener{}};
}
