// SPDX-License-Identifier: MIT
// Handles a signal for as long as somebody wants it: posix/handled_signal.cpp or windows/handled_signal.cpp.
#pragma once

namespace weft::detail {

/// Whether the signal is taken. If not, it does what it would have done. Called in any thread, anywhere.
using TakesSignal = bool(int signal) noexcept;

/// From here on `takes`, the same function for all signals, is asked at this one, whose number is above 0 and below NSIG.
/// Returns 0, or the error of the system. One thread at a time.
[[nodiscard]] int handle_signal(int signal, TakesSignal* takes);

/// What handled the signal before does so again; a handler that somebody else has set meanwhile stays. One thread at a time.
void release_signal(int signal) noexcept;

}  // namespace weft::detail
