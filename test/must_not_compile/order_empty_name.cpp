// SPDX-License-Identifier: MIT
// Nobody has an empty name.
// expect: weft: weft_order has an empty name
#include <weft/weft.hpp>

struct Saver {
    void on_step() {}

#ifdef WEFT_CONTROL
    static constexpr auto weft_order = weft::before("Plot", "Report");
#else
    static constexpr auto weft_order = weft::before("Plot", "");
#endif
};
WEFT_CALLBACK(Saver, (on_step))

int main() {
    weft::Fabric fabric{Saver{}};
}
