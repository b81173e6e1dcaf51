// SPDX-License-Identifier: MIT
// The names of a second hook are counted too.
// expect: weft: WEFT_CALLBACK must name every parameter of Listener::on_end, but no weft::Args and no parameter that it does not have
#include <weft/weft.hpp>

struct Listener {
    void on_step(int, double) {}
    void on_end() const noexcept {}
};
#ifdef WEFT_CONTROL
WEFT_CALLBACK(Listener, (on_step, epoch, loss), (on_end))
#else
WEFT_CALLBACK(Listener, (on_step, epoch, loss), (on_end, epoch))
#endif

int main() {
    const weft::Fabric fabric{Listener{}};
}
