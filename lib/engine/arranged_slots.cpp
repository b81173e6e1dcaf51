// SPDX-License-Identifier: MIT
// The connections of slots in arrangements. In a table of the process, as a slot has no room for them: most are in none.
#include "engine/arranged_slots.hpp"

#include "engine/arrangement.hpp"

#include <algorithm>
#include <mutex>
#include <unordered_map>
#include <vector>

namespace weft::detail {

std::atomic<bool> any_slot_was_arranged = false;

namespace {

struct Arranged {
    Arrangement* arrangement;
    SlotConnection connection;
    bool is_bound;
};

struct Table {
    std::mutex mutex;
    std::unordered_map<const Slot*, std::vector<Arranged>> slots;
};

/// Never destroyed: handlers may be disconnected while the program ends.
Table& table() {
    static auto& all = *new Table;
    return all;
}

}  // namespace

void add_arranged(const Slot& slot, Arrangement& arrangement, const SlotConnection& connection,
                  bool is_bound) {
    any_slot_was_arranged.store(true, std::memory_order_relaxed);
    Table& all = table();
    const std::lock_guard lock(all.mutex);
    all.slots[&slot].push_back({&arrangement, connection, is_bound});
}

void forget_arranged(const Slot& slot, const Arrangement& arrangement) noexcept {
    Table& all = table();
    const std::lock_guard lock(all.mutex);
    const auto found = all.slots.find(&slot);
    if (found == all.slots.end()) {
        return;  // Disconnected before.
    }
    std::erase_if(found->second, [&](const Arranged& one) { return one.arrangement == &arrangement; });
    if (found->second.empty()) {
        all.slots.erase(found);
    }
}

void disconnect_arranged_slot(const Slot& slot) {
    std::vector<Arranged> taken;
    {
        Table& all = table();
        const std::lock_guard lock(all.mutex);
        const auto found = all.slots.find(&slot);
        if (found == all.slots.end()) {
            return;
        }
        taken.swap(found->second);
        all.slots.erase(found);
        // With the mutex locked: an arrangement ends only after it has forgotten its slots.
        for (const Arranged& one : taken) {
            if (one.is_bound) {
                one.arrangement->mark_stale();
            }
        }
    }
    for (const Arranged& one : taken) {
        one.connection.disconnect();
    }
}

}  // namespace weft::detail
