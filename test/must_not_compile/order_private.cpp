// SPDX-License-Identifier: MIT
// A private weft_order would be a wish that nobody hears of.
// expect: weft: weft_order is private, or inherited from two classes: declare one in the public part
#include <weft/weft.hpp>

struct Saver {
    void on_step() {}

#ifdef WEFT_CONTROL
    static constexpr auto weft_order = weft::after("Plot");
#else
private:
    static constexpr auto weft_order = weft::after("Plot");
#endif
};
WEFT_CALLBACK(Saver, (on_step))

int main() {
    weft::Fabric fabric{Saver{}};
}
