// SPDX-License-Identifier: MIT
// A shared library that exports a function by the name of what a plug-in exports.
extern "C" int weft_plugin() {
    return 42;
}
