// SPDX-License-Identifier: MIT
// What a lazy function refers to is read by others, who do not expect it to change by itself.
// expect: weft: a volatile argument cannot be referred to: return a copy of it from the function of lazy
#include <weft/weft.hpp>

using namespace weft::literals;

int main() {
    const weft::Fabric fabric;
    static volatile int clock = 0;
#ifdef WEFT_CONTROL
    fabric.call("h", "x"_a = weft::lazy([]() -> int { return clock; }));
#else
    fabric.call("h", "x"_a = weft::lazy([]() -> volatile int& { return clock; }));
#endif
}
