// SPDX-License-Identifier: MIT
// A shared pointer to a class that declares no hooks is refused as the class itself is.
// expect: weft: this type declares no hooks: add WEFT_CALLBACK(Type, (method, parameter...)) after the class
// expect with reflection: weft: this class has no public method that could serve a hook: add one, or WEFT_CALLBACK(Type, (method, parameter...)) after the class
#include <weft/weft.hpp>

#include <memory>

#ifdef WEFT_CONTROL
class Listener {
public:
    void on_step() {}
};
WEFT_CALLBACK(Listener, (on_step))
#else
struct Listener {
    int steps = 0;
};
#endif

int main() {
    weft::Fabric fabric;
    fabric.add(std::make_shared<Listener>());
}
