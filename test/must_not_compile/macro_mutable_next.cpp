// SPDX-License-Identifier: MIT
// A declared method takes its Next as const.
// expect: weft: Listener::around_step takes all arguments as const weft::Args&, and what comes after it as const weft::Next&
#include <weft/weft.hpp>

struct Listener {
#ifdef WEFT_CONTROL
    void around_step(const weft::Next& next) { next(); }
#else
    void around_step(weft::Next& next) { next(); }
#endif
};
WEFT_CALLBACK(Listener, (around_step))

int main() {
    const weft::Fabric fabric{Listener{}};
}
