// SPDX-License-Identifier: MIT
// collect gives no references.
// expect: weft: collect and first keep answers beyond the call: ask for a value, not for a reference or a view
#include <weft/weft.hpp>

int main() {
    weft::Fabric fabric;
#ifdef WEFT_CONTROL
    static_cast<void>(fabric.collect<int>("h"));
#else
    static_cast<void>(fabric.collect<int&>("h"));
#endif
}
