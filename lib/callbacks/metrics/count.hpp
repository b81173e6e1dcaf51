// SPDX-License-Identifier: MIT
// Counts that do not overflow: a loop may pass any number as a step, an epoch or a batch.
#pragma once

#include <cstdint>
#include <limits>

namespace weft::detail {

constexpr std::int64_t one_more(std::int64_t count) {
    return count == std::numeric_limits<std::int64_t>::max() ? count : count + 1;
}
constexpr std::int64_t one_less(std::int64_t count) {
    return count == std::numeric_limits<std::int64_t>::min() ? count : count - 1;
}

}  // namespace weft::detail
