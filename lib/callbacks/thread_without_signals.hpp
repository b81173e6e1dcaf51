// SPDX-License-Identifier: MIT
// Starts a thread that is in nobody's way: posix/thread_without_signals.cpp or windows/thread_without_signals.cpp.
#pragma once

#include <functional>
#include <thread>

namespace weft::detail {

/// A thread to which the system delivers no signal that the process receives.
[[nodiscard]] std::thread thread_without_signals(std::function<void()> run);

}  // namespace weft::detail
