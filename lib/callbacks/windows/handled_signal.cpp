// SPDX-License-Identifier: MIT
// Sets a handler by the C runtime, which takes it away again before each call, and knows SIGINT, SIGTERM, SIGBREAK and SIGABRT
// beside the faults of a program. The console's Ctrl-C raises SIGINT, its closing SIGBREAK, each in a thread of its own.
#include "callbacks/handled_signal.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstddef>

namespace weft::detail {

namespace {

using SignalHandler = void (*)(int);

std::array<std::atomic<SignalHandler>, NSIG> handlers_before;
std::atomic<TakesSignal*> takes_signal = nullptr;

extern "C" void weft_handle_signal(int signal) {
    const int error = errno;
    std::signal(signal, &weft_handle_signal);
    const SignalHandler before = handlers_before[static_cast<std::size_t>(signal)];
    if (takes_signal.load()(signal)) {
        // Nobody else gets it.
    } else if (before == SIG_DFL) {
        std::signal(signal, SIG_DFL);
        static_cast<void>(std::raise(signal));
    } else if (before != SIG_IGN) {
        before(signal);
    }
    errno = error;
}

}  // namespace

int handle_signal(int signal, TakesSignal* takes) {
    // Some runtimes take any number.
    constexpr std::array known{SIGINT, SIGILL, SIGFPE, SIGSEGV, SIGTERM, SIGBREAK, SIGABRT};
    if (std::find(known.begin(), known.end(), signal) == known.end()) {
        return EINVAL;
    }
    takes_signal = takes;
    std::atomic<SignalHandler>& before = handlers_before[static_cast<std::size_t>(signal)];
    const SignalHandler of_last_time = before;
    before = SIG_IGN;  // Until it is known, ours may be called already.
    const SignalHandler found = std::signal(signal, &weft_handle_signal);
    if (found == SIG_ERR) {
        return errno;
    }
    // Ours sets itself again when it is called: it stays if that was while it was released.
    before = found != &weft_handle_signal ? found : of_last_time;
    return 0;
}

void release_signal(int signal) noexcept {
    const SignalHandler current = std::signal(signal, handlers_before[static_cast<std::size_t>(signal)]);
    if (current != &weft_handle_signal) {
        std::signal(signal, current);
    }
}

}  // namespace weft::detail
