// SPDX-License-Identifier: MIT
// The same, and something in it is defined nowhere.
#include "version.cpp"

extern "C" {
void defined_nowhere();
WEFT_API void call_it() {
    defined_nowhere();
}
}
