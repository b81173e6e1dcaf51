// SPDX-License-Identifier: MIT
// A class without WEFT_CALLBACK is refused; its method is private, so reflection finds none either.
// expect: weft: this type declares no hooks: add WEFT_CALLBACK(Type, (method, parameter...)) after the class
// expect with reflection: weft: this class has no public method that could serve a hook: add one, or WEFT_CALLBACK(Type, (method, parameter...)) after the class
#include <weft/weft.hpp>

#ifdef WEFT_CONTROL
class Listener {
public:
    void on_step() {}
};
WEFT_CALLBACK(Listener, (on_step))
#else
class Listener {
    [[maybe_unused]] void on_step() {}
};
#endif

int main() {
    weft::Fabric fabric;
    fabric.add(Listener{});
}
