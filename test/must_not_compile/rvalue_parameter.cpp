// SPDX-License-Identifier: MIT
// A handler with a parameter T&& is refused.
// expect: weft: a parameter T&& would move an argument that all handlers share: take it by const T&, T& or T
#include <weft/weft.hpp>

#include <string>

using namespace weft::literals;

int main() {
    weft::Fabric fabric;
#ifdef WEFT_CONTROL
    fabric.connect(
        "h", [](const std::string&) {}, "x"_a);
#else
    fabric.connect(
        "h", [](std::string&&) {}, "x"_a);
#endif
}
