// SPDX-License-Identifier: MIT
// A shared library that knows nothing of weft.
extern "C" int answer() {
    return 42;
}
