// SPDX-License-Identifier: MIT
// A handler that takes by value what cannot be copied is refused.
// expect: weft: a parameter taken by value must be copyable, as handlers share the argument: take it by const T& or T&
#include <weft/weft.hpp>

#include <memory>

using namespace weft::literals;

int main() {
    weft::Fabric fabric;
#ifdef WEFT_CONTROL
    fabric.connect(
        "h", [](const std::unique_ptr<int>&) {}, "x"_a);
#else
    fabric.connect(
        "h", [](std::unique_ptr<int>) {}, "x"_a);
#endif
}
