// SPDX-License-Identifier: MIT
// Where slots are connected a second time, in the arrangements of their hooks.
#pragma once

#include "engine/signal.hpp"

#include <atomic>

namespace weft::detail {

class Arrangement;

/// Whether any slot of the process was ever arranged. Until then a disconnect need not look.
extern std::atomic<bool> any_slot_was_arranged;

/// Remembers the slot's connection in an arrangement, and whether the order of others depends on it. Throws `std::bad_alloc`. Any
/// thread may call this and the functions below; they lock a mutex of the process, and not while they call anything else.
void add_arranged(const Slot& slot, Arrangement& arrangement, const SlotConnection& connection,
                  bool is_bound);

/// Forgets the slot's connection in the arrangement, which has been cleared.
void forget_arranged(const Slot& slot, const Arrangement& arrangement) noexcept;

/// Disconnects the slot in all arrangements, and marks as stale those whose order depends on it. The slot's own connection is left alone.
void disconnect_arranged_slot(const Slot& slot);

inline void disconnect_arranged(const Slot& slot) {
    if (any_slot_was_arranged.load(std::memory_order_relaxed)) [[unlikely]] {
        disconnect_arranged_slot(slot);
    }
}

}  // namespace weft::detail
