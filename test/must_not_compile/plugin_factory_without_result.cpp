// SPDX-License-Identifier: MIT
// What makes the callbacks of a plug-in must return some.
// expect: weft: a factory of callbacks takes a const weft::ArgMap&, and returns a callback or a std::vector<weft::Callback>
#include <weft/plugin.hpp>

struct Listener {
    void on_step() {}
};
WEFT_CALLBACK(Listener, (on_step))

#ifdef WEFT_CONTROL
WEFT_EXPORT_CALLBACK_FACTORY([](const weft::ArgMap& /*settings*/) { return Listener(); });
#else
WEFT_EXPORT_CALLBACK_FACTORY([](const weft::ArgMap& /*settings*/) {});
#endif
