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
    const Duration begin = from.time_since_epoch();
    const Duration end = to.time_since_epoch();
    const bool fits =
        begin < Duration::zero() ? end <= Duration::max() + begin : end >= Duration::min() + begin;
    return fits ? Seconds(end - begin) : Seconds(end) - Seconds(begin);
}

}  // namespace weft::detail
