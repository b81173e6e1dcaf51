// SPDX-License-Identifier: MIT
// What is registered has one name, by which others find it.
// expect: weft: named is given twice: what is registered has one name
#include <weft/weft.hpp>

int main() {
    weft::Fabric fabric;
#ifdef WEFT_CONTROL
    fabric.connect(
        "h", [] {}, weft::named("saver"));
#else
    fabric.connect(
        "h", [] {}, weft::named("saver"), weft::named("Saver"));
#endif
}
