// SPDX-License-Identifier: MIT
// A thread inherits the signals that are blocked where it is started.
#include "callbacks/thread_without_signals.hpp"

#include <csignal>
#include <utility>

namespace weft::detail {

namespace {

/// While it lives, this thread receives no signals; a thread that it starts receives none for ever.
class NoSignals {
public:
    NoSignals() {
        sigset_t all;
        ::sigfillset(&all);
        ::pthread_sigmask(SIG_SETMASK, &all, &before_);
    }
    NoSignals(const NoSignals&) = delete;
    NoSignals& operator=(const NoSignals&) = delete;
    ~NoSignals() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

private:
    sigset_t before_;
};

}  // namespace

std::thread thread_without_signals(std::function<void()> run) {
    const NoSignals no_signals;
    return std::thread(std::move(run));
}

}  // namespace weft::detail
