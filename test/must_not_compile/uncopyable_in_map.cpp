// SPDX-License-Identifier: MIT
// A map copies what it keeps; what cannot be copied is refused.
// expect: weft: an ArgMap keeps values that can be copied: keep a std::shared_ptr to this one
#include <weft/weft.hpp>

#include <memory>

int main() {
    weft::ArgMap map;
#ifdef WEFT_CONTROL
    map.set("x", std::make_shared<int>(1));
#else
    map.set("x", std::make_unique<int>(1));
#endif
}
