// SPDX-License-Identifier: MIT
// The time between two readings of a clock that is the user's, and may say anything.
#pragma once

#include <chrono>

namespace weft::detail {

/// Exact where the clock's own difference fits, else close: that of the extremes overflows.
inline std::chrono::duration<double> elapsed(std::chrono::steady_clock::time_point from,
                                             std::chrono::steady_clock::time_point to) noexcept {
    using Duration = std::chrono::steady_clock::duration;
    using Seconds = std::chrono::duration<double>;
    Duration::rep ticks = 0;
    if (__builtin_sub_overflow(to.time_since_epoch().count(), from.time_since_epoch().count(), &ticks)) {
        return Seconds(to.time_since_epoch()) - Seconds(from.time_since_epoch());
    }
    return Duration(ticks);
}

}  // namespace weft::detail
