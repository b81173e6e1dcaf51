// SPDX-License-Identifier: MIT
// Windows handles a signal from the console in a thread of its own, and in none that is there.
#include "callbacks/thread_without_signals.hpp"

#include <utility>

namespace weft::detail {

std::thread thread_without_signals(std::function<void()> run) {
    return std::thread(std::move(run));
}

}  // namespace weft::detail
