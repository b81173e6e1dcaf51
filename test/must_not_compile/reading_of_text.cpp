// SPDX-License-Identifier: MIT
// Text reads as itself.
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
struct weft::Reading<std::string> {
    static std::optional<double> number(const std::string&) { return 0.5; }
};
#endif

int main() {
    const weft::Fabric fabric;
    const std::string text;
    fabric.call("h", weft::arg("x", text));
}
