// SPDX-License-Identifier: MIT
// A plug-in of somebody else's, for a program that was compiled without it.
#include <fmt/core.h>
#include <weft/plugin.hpp>

struct Farewell {
    void on_fit_end() { fmt::print("good-bye from a plug-in\n"); }
};
WEFT_CALLBACK(Farewell, (on_fit_end))

WEFT_EXPORT_CALLBACKS(Farewell);
