// SPDX-License-Identifier: MIT
// How a metric is watched: options that several callbacks share.
#pragma once

#include <cstdint>

namespace weft {

/// Whether lower values (`min`, as for a loss) or higher ones (`max`, as for an accuracy) are better.
enum class MonitorMode : std::uint8_t { min, max };

/// The hook at which a metric is read: `on_validation_epoch_end` or `on_train_epoch_end`.
enum class MonitorAt : std::uint8_t { validation_epoch_end, train_epoch_end };

}  // namespace weft
