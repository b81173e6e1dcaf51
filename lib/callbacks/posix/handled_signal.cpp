// SPDX-License-Identifier: MIT
// Sets a handler by sigaction(2), and keeps the one that was there.
#include "callbacks/handled_signal.hpp"

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstddef>

namespace weft::detail {

namespace {

std::array<struct sigaction, NSIG>
    handlers_before;  // Each is written before ours is set, and not while it is.
std::atomic<TakesSignal*> takes_signal = nullptr;
static_assert(std::atomic<TakesSignal*>::is_always_lock_free, "a signal's handler takes no lock");

extern "C" void weft_handle_signal(int signal, siginfo_t* info, void* context) {
    const int error = errno;
    const struct sigaction& before = handlers_before[static_cast<std::size_t>(signal)];
    if (takes_signal.load()(signal)) {
        // Nobody else gets it.
    } else if ((before.sa_flags & SA_SIGINFO) != 0) {
        before.sa_sigaction(signal, info, context);
    } else if (before.sa_handler == SIG_DFL) {
        // It comes again, to the handler of before, when this function has returned.
        ::sigaction(signal, &before, nullptr);
        static_cast<void>(::raise(signal));
    } else if (before.sa_handler != SIG_IGN) {
        before.sa_handler(signal);
    }
    errno = error;
}

}  // namespace

int handle_signal(int signal, TakesSignal* takes) {
    takes_signal = takes;
    ::sigaction(signal, nullptr, &handlers_before[static_cast<std::size_t>(signal)]);
    struct sigaction ours {};
    ours.sa_sigaction = &weft_handle_signal;
    ours.sa_flags = SA_SIGINFO | SA_RESTART;
    ::sigemptyset(&ours.sa_mask);
    return ::sigaction(signal, &ours, nullptr) != 0 ? errno : 0;
}

void release_signal(int signal) noexcept {
    struct sigaction current {};
    ::sigaction(signal, nullptr, &current);
    if ((current.sa_flags & SA_SIGINFO) != 0 && current.sa_sigaction == &weft_handle_signal) {
        ::sigaction(signal, &handlers_before[static_cast<std::size_t>(signal)], nullptr);
    }
}

}  // namespace weft::detail
