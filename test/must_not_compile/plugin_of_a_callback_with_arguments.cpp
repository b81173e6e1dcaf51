// SPDX-License-Identifier: MIT
// A plug-in cannot make a callback without the arguments that it needs.
// expect: weft: WEFT_EXPORT_CALLBACKS makes callbacks without arguments: export a function that makes them with WEFT_EXPORT_CALLBACK_FACTORY
#include <weft/plugin.hpp>

struct Listener {
#ifdef WEFT_CONTROL
    Listener() = default;
#else
    explicit Listener(int) {}
#endif
    void on_step() {}
};
WEFT_CALLBACK(Listener, (on_step))

WEFT_EXPORT_CALLBACKS(Listener);
