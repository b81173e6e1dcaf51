// SPDX-License-Identifier: MIT
// The constructor of Fabric refuses a single callback that is a plain variable.
// expect: weft: a callback that is a plain variable would be copied or borrowed silently: pass std::ref(it) to borrow, std::move(it) to hand over, or a std::shared_ptr to share
#include <weft/weft.hpp>

#include <memory>

struct Listener {
    void on_step() {}
};
WEFT_CALLBACK(Listener, (on_step))

int main() {
    weft::Fabric fabric;
#ifdef WEFT_CONTROL
    const weft::Fabric other{std::make_shared<Listener>()};
#else
    Listener listener;
    const weft::Fabric other{listener};
#endif
}
