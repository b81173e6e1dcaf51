// SPDX-License-Identifier: MIT
// Fabric::add refuses a const variable too.
// expect: weft: a callback that is a plain variable would be copied or borrowed silently: pass std::ref(it) to borrow, std::move(it) to hand over, or a std::shared_ptr to share
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
    const Listener listener{};
    fabric.add(listener);
#endif
}
