// SPDX-License-Identifier: MIT
// A Reading looks at the value and does not change it.
// expect: weft: number of a Reading is static, takes the value by const reference and returns a std::optional<double>
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
struct weft::Reading<Price> {
    static std::optional<double> number(Price& price) { return price.value; }
};
#endif

int main() {
    const weft::Fabric fabric;
    fabric.call("h", "x"_a = Price());
}
