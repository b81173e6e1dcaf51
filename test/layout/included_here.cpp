// SPDX-License-Identifier: MIT
// One of two files of one program that include all of weft: nothing may be defined twice.
#include <weft/weft.hpp>

std::size_t call_from_there(const weft::Fabric& fabric);

int main() {
    const weft::Fabric fabric;
    return fabric.call("on_nothing") == call_from_there(fabric) ? 0 : 1;
}
