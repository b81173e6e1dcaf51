// SPDX-License-Identifier: MIT
// Hooks by name: a hash table with linear probing. Readers see either the old table or a larger one that is complete.
#include "engine/hook_table.hpp"

namespace weft::detail {

namespace {

constexpr std::size_t first_size = 16;

}  // namespace

/// Called with `mutex_` locked, for a table with a free entry. Publishes the hook to readers as the last step.
void HookTable::Table::insert(Hook& hook) noexcept {
    std::size_t i = hook.hash;
    while (entries[i & mask].hook.load(std::memory_order_relaxed) != nullptr) {
        ++i;
    }
    Entry& entry = entries[i & mask];
    entry.hash = hook.hash;
    entry.hook.store(&hook, std::memory_order_release);
}

HookTable::HookTable() {
    prepare_bias();
    tables_.push_back(std::make_unique<Table>(first_size));
    table_.store(tables_.back().get(), std::memory_order_release);
}

Hook& HookTable::find_or_make(const HookName& name) {
    if (Hook* const known = find(name.text(), name.hash()); known != nullptr) {
        return *known;
    }
    const std::lock_guard lock(mutex_);
    // Again: another thread may have made it before this one had the lock.
    if (Hook* const known = find(name.text(), name.hash()); known != nullptr) {
        return *known;
    }
    auto hook = std::make_unique<Hook>(name);
    Table* table = tables_.back().get();
    // At most half full, so that a look-up of an unknown name ends after a few entries.
    if ((hooks_.size() + 1) * 2 > table->mask + 1) {
        auto larger = std::make_unique<Table>((table->mask + 1) * 4);
        for (const auto& old : hooks_) {
            larger->insert(*old);
        }
        tables_.push_back(std::move(larger));
        table = tables_.back().get();
        table_.store(table, std::memory_order_release);
    }
    hooks_.push_back(std::move(hook));
    table->insert(*hooks_.back());
    return *hooks_.back();
}

}  // namespace weft::detail
