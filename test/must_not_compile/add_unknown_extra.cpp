// SPDX-License-Identifier: MIT
// What add does not know beside the callback is refused.
// expect: weft: add takes weft::at_front, weft::at_back, weft::every(n), weft::when(predicate), weft::named(name), weft::before(...), weft::after(...), weft::before_all and weft::after_all beside the callback
#include <weft/weft.hpp>

struct Till {
    void on_sale() {}
};
WEFT_CALLBACK(Till, (on_sale))

int main() {
    weft::Fabric fabric;
#ifdef WEFT_CONTROL
    fabric.add(Till{}, weft::at_front);
#else
    fabric.add(Till{}, 3);
#endif
}
