// SPDX-License-Identifier: MIT
// Only the extras of order are a wish of a class.
// expect: weft: weft_order is a static constexpr auto: one of weft::named, weft::before, weft::after, weft::before_all and weft::after_all, or a std::tuple of several
#include <weft/weft.hpp>

struct Saver {
    void on_step() {}

#ifdef WEFT_CONTROL
    static constexpr std::tuple weft_order{weft::after("Plot"), weft::before_all};
#else
    static constexpr std::tuple weft_order{weft::after("Plot"), weft::at_front};
#endif
};
WEFT_CALLBACK(Saver, (on_step))

int main() {
    weft::Fabric fabric{Saver{}};
}
