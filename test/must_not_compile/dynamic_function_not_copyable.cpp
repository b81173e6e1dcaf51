// SPDX-License-Identifier: MIT
// What cannot be copied is handed over.
// expect: weft: this function cannot be copied: hand it over by std::move
#include <weft/weft.hpp>

#include <utility>

struct Printer {
    Printer() = default;
    Printer(Printer&&) = default;
    void operator()(const weft::Args&) {}
};

int main() {
    weft::Fabric fabric;
#ifdef WEFT_CONTROL
    weft::DynamicCallback callback{"Printer"};
    Printer print;
    callback.on("h", {}, std::move(print));
    fabric.add(std::move(callback));
#else
    weft::DynamicCallback callback{"Printer"};
    Printer print;
    callback.on("h", {}, print);
    fabric.add(std::move(callback));
#endif
}
