// SPDX-License-Identifier: MIT
// A Reading has no objects.
// expect: weft: text of a Reading is static, takes the value by const reference and returns a std::string
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
    std::string text(const Price&) { return "a price"; }
};
#endif

int main() {
    const weft::Fabric fabric;
    fabric.call("h", "x"_a = Price());
}
