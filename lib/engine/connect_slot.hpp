// SPDX-License-Identifier: MIT
// Connects one slot to a hook's signal.
#pragma once

#include "engine/signal.hpp"

namespace weft::detail {

/// Connects the slot before or after all others of the hook. Throws `std::bad_alloc`.
void connect_slot(Hook& hook, Slot& slot, bool at_front);

}  // namespace weft::detail
