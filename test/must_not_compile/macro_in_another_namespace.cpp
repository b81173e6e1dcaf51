// SPDX-License-Identifier: MIT
// WEFT_CALLBACK is looked for in the namespace of the class.
// expect: weft: WEFT_CALLBACK(app::Listener, ...) stands in another namespace than the class: move it there
// expect: weft: this type declares no hooks: add WEFT_CALLBACK(Type, (method, parameter...)) after the class, in the namespace of the class
// expect with reflection: weft: WEFT_CALLBACK(app::Listener, ...) stands in another namespace than the class: move it there
#include <weft/weft.hpp>

namespace app {

class Listener {
public:
    void on_step(double loss);
};
#ifdef WEFT_CONTROL
WEFT_CALLBACK(Listener, (on_step, loss))
#endif

}  // namespace app

#ifndef WEFT_CONTROL
WEFT_CALLBACK(app::Listener, (on_step, loss))
#endif

int main() {
    weft::Fabric fabric{app::Listener{}};
}
