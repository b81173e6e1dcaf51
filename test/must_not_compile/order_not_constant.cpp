// SPDX-License-Identifier: MIT
// The wish of a class holds for all of its objects.
// expect: weft: weft_order is a static constexpr auto: one of weft::named, weft::before, weft::after, weft::before_all and weft::after_all, or a std::tuple of several
#include <weft/weft.hpp>

struct Saver {
    void on_step() {}

#ifdef WEFT_CONTROL
    static constexpr auto weft_order = weft::after("Plot");
#else
    static inline auto weft_order = weft::after("Plot");
#endif
};
WEFT_CALLBACK(Saver, (on_step))

int main() {
    weft::Fabric fabric{Saver{}};
}
