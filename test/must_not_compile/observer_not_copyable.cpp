// SPDX-License-Identifier: MIT
// A plain variable is copied as an observer; what cannot be copied is refused.
// expect: weft: this observer cannot be copied: pass std::ref(it) to borrow, std::move(it) to hand over, or a std::shared_ptr to share
#include <weft/weft.hpp>

#include <functional>

int main() {
    weft::Fabric fabric;
    weft::Unused unused;
#ifdef WEFT_CONTROL
    fabric.observe(std::ref(unused));
#else
    fabric.observe(unused);
#endif
}
