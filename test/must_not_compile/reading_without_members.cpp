// SPDX-License-Identifier: MIT
// A Reading says how a value reads.
// expect: weft: a Reading has static functions number, text or both, which take the value by const reference
#include <weft/weft.hpp>

using namespace weft::literals;

struct Price {
    double value = 0.5;
};

#ifdef WEFT_CONTROL
template <>
struct weft::Reading<Price> {
    static std::optional<double> number(const Price& price) { return price.value; }
};
#else
template <>
struct weft::Reading<Price> {};
#endif

int main() {
    const weft::Fabric fabric;
    fabric.call("h", "x"_a = Price());
}
