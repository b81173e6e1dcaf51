// SPDX-License-Identifier: MIT
// The constructor of Fabric refuses a callback that is a plain variable, among others too.
// expect: weft: a callback that is a plain variable would be copied or borrowed silently: pass std::ref(it) to borrow, std::move(it) to hand over, or a std::shared_ptr to share
#include <weft/weft.hpp>

#include <utility>

struct Listener {
    void on_step() {}
};
WEFT_CALLBACK(Listener, (on_step))

int main() {
    weft::Fabric fabric;
#ifdef WEFT_CONTROL
    Listener listener;
    const weft::Fabric other{Listener{}, std::move(listener)};
#else
    Listener listener;
    const weft::Fabric other{Listener{}, listener};
#endif
}
