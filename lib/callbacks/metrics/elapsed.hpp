// SPDX-License-Identifier: MIT
// The time between two readings of a clock that the user may have replaced, and that may return any time.
#pragma once

#include <chrono>

namespace weft::detail {

/// Exact if the difference fits into the clock's own duration. Otherwise, as between its extremes, a rounded value.
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
