// SPDX-License-Identifier: MIT
// Fabric::add refuses a callback that is a plain variable.
// expect: weft: a callback that is a plain variable would be copied or borrowed silently: pass std::ref(it) to borrow, std::move(it) to hand over, or a std::shared_ptr to share
#include <weft/weft.hpp>

#include <functional>

struct Listener {
    void on_step() {}
};
WEFT_CALLBACK(Listener, (on_step))

int main() {
    weft::Fabric fabric;
#ifdef WEFT_CONTROL
    Listener listener;
    fabric.add(std::ref(listener));
#else
    Listener listener;
    fabric.add(listener);
#endif
}
