// SPDX-License-Identifier: MIT
// The mutex with which Signals2 guards a signal here.
#pragma once

#include "engine/biased_mutex.hpp"
#include "engine/ordinary_mutex.hpp"
#include "platform.hpp"

#include <atomic>
#include <cstdint>
#include <type_traits>

namespace weft::detail {

/// What the biased mutex asks for, beside a barrier: an atomic word that holds the number of a thread.
inline constexpr bool can_bias_mutex =
    platform_has_barrier && std::atomic<std::uint64_t>::is_always_lock_free;

using Mutex = std::conditional_t<can_bias_mutex, BiasedMutex<Linux>, OrdinaryMutex>;

}  // namespace weft::detail
