// SPDX-License-Identifier: MIT
// What connect does not know beside the handler is refused.
// expect: weft: connect takes "name"_a, "name"_a = default, weft::at_front, weft::at_back, weft::once, weft::every(n), weft::when(predicate), weft::named(name), weft::before(...), weft::after(...), weft::before_all and weft::after_all beside the handler
#include <weft/weft.hpp>

int main() {
    weft::Fabric fabric;
#ifdef WEFT_CONTROL
    fabric.connect(
        "h", [] {}, weft::every(3));
#else
    fabric.connect(
        "h", [] {}, 3);
#endif
}
