// SPDX-License-Identifier: MIT
// What is no object of a class has no methods: a number is no callback.
// expect: weft: a callback is an object of a class with methods named after hooks
#include <weft/weft.hpp>

struct Listener {
    void on_step() {}
};
WEFT_CALLBACK(Listener, (on_step))

int main() {
    weft::Fabric fabric;
#ifdef WEFT_CONTROL
    fabric.add(Listener{});
#else
    fabric.add(42);
#endif
}
