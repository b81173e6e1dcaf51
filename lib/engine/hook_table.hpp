// SPDX-License-Identifier: MIT
// The hooks of a fabric by name. Hooks are added and never removed, so that a call finds its hook without a lock.
#pragma once

#include "engine/signal.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

namespace weft::detail {

/// Any thread may call `find`, which takes no lock; the others lock a mutex. A reference to a hook stays
/// valid as long as the table, which is as long as the fabric's state.
class HookTable {
public:
    HookTable();

    /// Null if nothing was ever connected to the name, or all that was has gone and the hook is hidden. `hash` is that of the name.
    [[nodiscard]] WEFT_DETAIL_ALWAYS_INLINE Hook* find(std::string_view name,
                                                       std::uint64_t hash) const noexcept {
        const Table* table = table_.load(std::memory_order_acquire);
        for (auto i = static_cast<std::size_t>(hash);; ++i) {
            const Entry& entry = table->entries[i & table->mask];
            Hook* const hook = entry.hook.load(std::memory_order_acquire);
            if (hook == nullptr ||
                (entry.hash.load(std::memory_order_relaxed) == hash && is_same(hook->name, name))) {
                return hook;
            }
        }
    }

    /// Called when a handler is connected. If memory runs out, the table holds the hooks that it held before.
    Hook& find_or_make(const HookName& name);

    /// Called after an emission that found no slot; `connects` is what the hook's was before it. Unless a slot was connected, or
    /// the hook was ordered, meanwhile, `find` does not find the hook any more, so that its calls cost what those of a name cost that nobody listens to.
    void hide(Hook& hook, std::uint64_t connects) const noexcept;
    /// Called after a slot was connected to a hook that is hidden.
    void show(Hook& hook) const noexcept;

    /// Visits the hooks in the order in which they were made. The visit runs with the mutex locked: it must not make a hook,
    /// nor run code of the user.
    template <class Visit>
    void for_each(Visit visit) const {
        const std::lock_guard lock(mutex_);
        for (const auto& hook : hooks_) {
            visit(*hook);
        }
    }

private:
    /// Compares here, word by word, as names are short: a call of memcmp costs more than the comparison. The last word
    /// overlaps the one before it.
    static bool is_same(std::string_view known, std::string_view name) noexcept {
        constexpr std::size_t word = NameHash::word;
        if (known.size() != name.size()) {
            return false;
        }
        if (name.size() < word) {
            return known == name;
        }
        const auto differs = [&](std::size_t at) {
            return NameHash::read<std::uint64_t>(known.data() + at) !=
                   NameHash::read<std::uint64_t>(name.data() + at);
        };
        for (std::size_t at = 0; at + word < name.size(); at += word) {
            if (differs(at)) {
                return false;
            }
        }
        return !differs(name.size() - word);
    }

    /// While its hook is hidden, `hash` is one that no call with its name asks for. Or the entry is free to readers, who then end
    /// there as at a name that nobody has ever listened to: `hook` is null, and `hash` is the hook's address.
    struct Entry {
        std::atomic<std::uint64_t> hash = 0;
        std::atomic<Hook*> hook = nullptr;

        // Both with the mutex locked. The hook that has the entry, hidden or not; null if none ever had it.
        [[nodiscard]] Hook* known() const noexcept;
        void publish(Hook& of) noexcept;
    };
    struct Table {
        explicit Table(std::size_t size) : mask(size - 1), entries(new Entry[size]) {}

        // Called with the mutex locked, and a free entry in the table.
        void insert(Hook& hook) noexcept;
        void hide(const Hook& hook) noexcept;
        /// Where the hook is, or the free entry where it belongs.
        [[nodiscard]] std::size_t place_of(std::string_view name, std::uint64_t hash) const noexcept;

        std::size_t mask;
        std::unique_ptr<Entry[]> entries;
    };

    std::atomic<const Table*> table_;  // The one that readers use, the last of `tables_`.
    mutable std::mutex mutex_;         // Locked to change the two lists and to write into a table.
    // A table that has become too small stays, as other threads may still be reading it.
    std::vector<std::unique_ptr<Table>> tables_;
    std::vector<std::unique_ptr<Hook>> hooks_;
};

}  // namespace weft::detail
