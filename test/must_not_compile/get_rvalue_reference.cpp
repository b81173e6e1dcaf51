// SPDX-License-Identifier: MIT
// An argument is not given away: asking for T&& is refused.
// expect: weft: ask for T, const T& or T&: arguments are not moved from
#include <weft/weft.hpp>

int main() {
    weft::Fabric fabric;
    fabric.connect("h", [](const weft::Args& args) {
#ifdef WEFT_CONTROL
        return args.get<int>("x");
#else
        return args.get<int&&>("x");
#endif
    });
}
