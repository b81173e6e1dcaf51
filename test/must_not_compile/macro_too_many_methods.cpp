// SPDX-License-Identifier: MIT
// A class declares 256 methods, and no more.
// expect: weft: WEFT_CALLBACK takes at most 256 methods of Listener: move the others to another class
#include <weft/weft.hpp>

#define SIXTEEN(one, n)                                                                                \
    one(n##0), one(n##1), one(n##2), one(n##3), one(n##4), one(n##5), one(n##6), one(n##7), one(n##8), \
        one(n##9), one(n##a), one(n##b), one(n##c), one(n##d), one(n##e), one(n##f)
#define ALL(one)                                                                                          \
    SIXTEEN(one, 0), SIXTEEN(one, 1), SIXTEEN(one, 2), SIXTEEN(one, 3), SIXTEEN(one, 4), SIXTEEN(one, 5), \
        SIXTEEN(one, 6), SIXTEEN(one, 7), SIXTEEN(one, 8), SIXTEEN(one, 9), SIXTEEN(one, a),              \
        SIXTEEN(one, b), SIXTEEN(one, c), SIXTEEN(one, d), SIXTEEN(one, e), SIXTEEN(one, f)
#define METHOD(n) on_##n()
#define NAME(n) (on_##n)

struct Listener {
    void ALL(METHOD), on_end();
};
#ifdef WEFT_CONTROL
WEFT_CALLBACK(Listener, ALL(NAME))
#else
WEFT_CALLBACK(Listener, ALL(NAME), (on_end))
#endif

int main() {
    weft::Fabric fabric{Listener{}};
}
