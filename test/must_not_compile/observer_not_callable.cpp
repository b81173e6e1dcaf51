// SPDX-License-Identifier: MIT
// An observer is called with an event.
// expect: weft: an observer is a function or an object that can be called with const weft::Event&
#include <weft/weft.hpp>

int main() {
    weft::Fabric fabric;
#ifdef WEFT_CONTROL
    fabric.observe([](const weft::Event&) {});
#else
    fabric.observe([](int*) {});
#endif
}
