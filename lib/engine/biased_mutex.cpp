// SPDX-License-Identifier: MIT
// Asks the system once whether a mutex may be biased.
#include "engine/biased_mutex.hpp"

namespace weft::detail {

void prepare_bias() noexcept {
    static const bool has_barrier = register_barrier();
    Linux::can_bias_.store(has_barrier, std::memory_order_relaxed);
}

}  // namespace weft::detail
