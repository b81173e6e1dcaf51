// SPDX-License-Identifier: MIT
// Two predicates for one handler are refused: which one is asked first would be a guess.
// expect: weft: when is given twice: ask both questions in one function
#include <weft/weft.hpp>

int main() {
    weft::Fabric fabric;
#ifdef WEFT_CONTROL
    fabric.connect(
        "h", [] {}, weft::when([](const weft::Args& args) { return args.contains("loss"); }));
#else
    fabric.connect(
        "h", [] {}, weft::when([](const weft::Args& args) { return args.contains("loss"); }),
        weft::when([](const weft::Args& args) { return args.contains("loss"); }));
#endif
}
