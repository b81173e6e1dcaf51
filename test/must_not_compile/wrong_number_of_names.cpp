// SPDX-License-Identifier: MIT
// A method with fewer names than parameters is refused.
// expect: weft: WEFT_CALLBACK must name every parameter of Listener::on_step, but no weft::Args and no parameter that it does not have
#include <weft/weft.hpp>

struct Listener {
    void on_step(int, double) {}
};
#ifdef WEFT_CONTROL
WEFT_CALLBACK(Listener, (on_step, epoch, loss))
#else
WEFT_CALLBACK(Listener, (on_step, epoch))
#endif

int main() {
    const weft::Fabric fabric{Listener{}};
}
