// SPDX-License-Identifier: MIT
// A plug-in whose static initialiser does what the build says.
#include <weft/plugin.hpp>

#include <chrono>
#include <cstdlib>
#include <stdexcept>
#include <thread>

namespace {

struct Initialiser {
    Initialiser() {
#if defined(WEFT_TEST_THROWS)
        throw std::runtime_error("no table of noise");
#elif defined(WEFT_TEST_EXITS)
        std::exit(WEFT_TEST_EXITS);
#elif defined(WEFT_TEST_ABORTS)
        std::abort();
#elif defined(WEFT_TEST_HANGS)
        for (;;) {
            std::this_thread::sleep_for(std::chrono::hours(1));
        }
#else
        others = weft::load_callbacks(WEFT_TEST_LOADS);
#endif
    }
    std::vector<weft::Callback> others;
};

Initialiser initialiser;

std::vector<weft::Callback> make(const weft::ArgMap& /*settings*/) {
    return initialiser.others;
}

}  // namespace

WEFT_EXPORT_CALLBACK_FACTORY(make);
