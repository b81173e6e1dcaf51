// SPDX-License-Identifier: MIT
// The constructor takes no raw pointer either.
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
    weft::Fabric other{std::ref(listener)};
#else
    weft::Fabric other{&listener};
#endif
}
