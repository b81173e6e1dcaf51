// SPDX-License-Identifier: MIT
// Connects one slot to a hook's signal.
#pragma once

#include "engine/signal.hpp"
#include "engine/standing.hpp"

namespace weft::detail {

/// Where a handler goes among those of its hook that no name orders.
struct Place {
    Standing::Group group;
    bool at_front;  ///< Of the group.
};

/// Connects the slot to the hook's signal, before or after all others of its group. Throws `std::bad_alloc`.
void connect_slot(Hook& hook, Slot& slot, Place place);

}  // namespace weft::detail
