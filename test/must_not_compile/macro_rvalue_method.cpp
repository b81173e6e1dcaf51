// SPDX-License-Identifier: MIT
// A method that needs an object to be used up could run only once.
// expect: weft: Listener::on_step is called more than once, on a plain object, with given arguments: remove &&, volatile or the three dots
#include <weft/weft.hpp>

struct Listener {
#ifdef WEFT_CONTROL
    void on_step(double loss);
#else
    void on_step(double loss) &&;
#endif
};
#ifdef WEFT_CONTROL
WEFT_CALLBACK(Listener, (on_step, loss))
#else
WEFT_CALLBACK(Listener, (on_step, loss))
#endif

int main() {
    weft::Fabric fabric{Listener{}};
}
