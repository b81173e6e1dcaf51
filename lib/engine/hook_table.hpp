// SPDX-License-Identifier: MIT
// Hooks by name. Hooks are added and never removed, so that a call finds its hook without a lock.
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

class HookTable {
public:
    HookTable();

    /// Null where nothing was ever connected to the name.
    [[nodiscard]] Hook* find(std::string_view name, std::uint64_t hash) const noexcept {
        const Table* table = table_.load(std::memory_order_acquire);
        for (std::size_t i = hash;; ++i) {
            const Entry& entry = table->entries[i & table->mask];
            Hook* const hook = entry.hook.load(std::memory_order_acquire);
            if (hook == nullptr || (entry.hash == hash && is_same(hook->name, name))) {
                return hook;
            }
        }
    }

    Hook& find_or_make(const HookName& name);

    /// Visits the hooks in order of first use. The visit runs under the table's lock: it makes no hook and runs nothing
    /// of the user's.
    template <class Visit>
    void for_each(Visit visit) const {
        const std::lock_guard lock(mutex_);
        for (const auto& hook : hooks_) {
            visit(*hook);
        }
    }

private:
    /// Compares in place: names are short, and a call of memcmp costs more than the comparison. The last word overlaps the
    /// one before it.
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

    struct Entry {
        std::uint64_t hash = 0;  // Written before the hook is published, never after.
        std::atomic<Hook*> hook = nullptr;
    };
    struct Table {
        explicit Table(std::size_t size) : mask(size - 1), entries(new Entry[size]) {}

        void insert(Hook& hook) noexcept;

        std::size_t mask;
        std::unique_ptr<Entry[]> entries;
    };

    std::atomic<const Table*> table_;
    mutable std::mutex mutex_;
    std::vector<std::unique_ptr<Table>>
        tables_;  // Outgrown ones stay for the readers that are still in them.
    std::vector<std::unique_ptr<Hook>> hooks_;
};

}  // namespace weft::detail
