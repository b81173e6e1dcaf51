// SPDX-License-Identifier: MIT
// A function of a DynamicCallback gets all arguments of the call.
// expect: weft: the function of a DynamicCallback is called with const weft::Args&, and with const weft::Next& if it takes that
#include <weft/weft.hpp>

#include <utility>

int main() {
    weft::Fabric fabric;
#ifdef WEFT_CONTROL
    weft::DynamicCallback callback{"Printer"};
    callback.on("h", {}, [](const weft::Args&) {});
    fabric.add(std::move(callback));
#else
    weft::DynamicCallback callback{"Printer"};
    callback.on("h", {}, [] {});
    fabric.add(std::move(callback));
#endif
}
