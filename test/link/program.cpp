// SPDX-License-Identifier: MIT
// The least that a program can do with weft: include it.
#include <weft/error.hpp>
#include <weft/version.hpp>

int main() {
    return 0;
}
