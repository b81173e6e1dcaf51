// SPDX-License-Identifier: MIT
// A class cannot be before and after all others.
// expect: weft: weft_order names the class twice, or has more than one of weft::before_all and weft::after_all
#include <weft/weft.hpp>

struct Saver {
    void on_step() {}

#ifdef WEFT_CONTROL
    static constexpr std::tuple weft_order{weft::named("saver"), weft::after_all};
#else
    static constexpr std::tuple weft_order{weft::before_all, weft::after_all};
#endif
};
WEFT_CALLBACK(Saver, (on_step))

int main() {
    weft::Fabric fabric{Saver{}};
}
