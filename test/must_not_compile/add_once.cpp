// SPDX-License-Identifier: MIT
// A callback has several handlers: whether once is for each or for all would be a guess.
// expect: weft: once is for connect: a callback has several handlers, of which each would run once
#include <weft/weft.hpp>

struct Till {
    void on_sale() {}
};
WEFT_CALLBACK(Till, (on_sale))

int main() {
    weft::Fabric fabric;
#ifdef WEFT_CONTROL
    fabric.add(Till{}, weft::every(2));
#else
    fabric.add(Till{}, weft::once);
#endif
}
