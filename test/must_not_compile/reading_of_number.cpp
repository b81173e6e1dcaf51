// SPDX-License-Identifier: MIT
// A number reads as itself.
// expect: weft: numbers, bool and text read as themselves: wrap the value in a type of its own, and specialize weft::Reading for that
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
struct weft::Reading<int> {
    static std::optional<double> number(const int&) { return 0.5; }
};
#endif

int main() {
    const weft::Fabric fabric;
    fabric.call("h", "x"_a = 1);
}
