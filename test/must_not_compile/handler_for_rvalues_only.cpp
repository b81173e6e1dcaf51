// SPDX-License-Identifier: MIT
// A handler that can only be called once is refused.
// expect: weft: a handler runs more than once: operator() cannot be &&-qualified
#include <weft/weft.hpp>

struct Handler {
#ifdef WEFT_CONTROL
    void operator()() {}
#else
    void operator()() && {}
#endif
};

int main() {
    weft::Fabric fabric;
    fabric.connect("h", Handler{});
}
