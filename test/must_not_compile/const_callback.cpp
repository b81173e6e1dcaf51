// SPDX-License-Identifier: MIT
// A const object whose methods change it is refused.
// expect: weft: a const callback needs const methods
#include <weft/weft.hpp>

#include <memory>

struct Listener {
#ifdef WEFT_CONTROL
    void on_step() const {}
#else
    void on_step() {}
#endif
};
WEFT_CALLBACK(Listener, (on_step))

int main() {
    weft::Fabric fabric;
    fabric.add(std::make_shared<const Listener>());
}
