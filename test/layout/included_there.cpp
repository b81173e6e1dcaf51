// SPDX-License-Identifier: MIT
// The other of the two: see included_here.cpp.
#include <weft/weft.hpp>

std::size_t call_from_there(const weft::Fabric& fabric);

std::size_t call_from_there(const weft::Fabric& fabric) {
    return fabric.call("on_nothing");
}
