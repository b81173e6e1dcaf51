// SPDX-License-Identifier: MIT
// A bool is no number, and cannot be made one.
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
struct weft::Reading<bool> {
    static std::optional<double> number(const bool&) { return 0.5; }
};
#endif

int main() {
    const weft::Fabric fabric;
    fabric.call("h", true);
}
