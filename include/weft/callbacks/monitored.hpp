// SPDX-License-Identifier: MIT
// Which metric a callback watches: the options that several callbacks share.
#pragma once

#include <cstdint>

namespace weft {

/// Whether a metric gets better as it falls or as it rises.
enum class MonitorMode : std::uint8_t { min, max };

/// At the end of which epoch a metric is looked at.
enum class MonitorAt : std::uint8_t { validation_epoch_end, train_epoch_end };

}  // namespace weft
