// SPDX-License-Identifier: MIT
// The default of a later parameter is held against that parameter, past Args too.
// expect: weft: the default does not convert to the parameter's type
#include <weft/weft.hpp>

#include <string>

using namespace weft::literals;

int main() {
    weft::Fabric fabric;
#ifdef WEFT_CONTROL
    fabric.connect(
        "h", [](double, const weft::Args&, std::string) {}, "lr"_a = 1, "phase"_a = "two");
#else
    fabric.connect(
        "h", [](double, const weft::Args&, std::string) {}, "lr"_a = 1, "phase"_a = 2);
#endif
}
