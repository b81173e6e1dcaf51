// SPDX-License-Identifier: MIT
// Hooks by name: a hash table with linear probing. Readers see either the old table or a larger one that is complete.
#include "engine/hook_table.hpp"

namespace weft::detail {

namespace {

constexpr std::size_t first_size = 16;

/// What the entry of a hook has for a hash: of a hidden one none that a call with its name asks for.
std::uint64_t entry_hash(const Hook& hook) noexcept {
    return hook.has(Hook::is_hidden) ? ~hook.hash : hook.hash;
}

}  // namespace

HookTable::Entry& HookTable::Table::entry_of(std::string_view name, std::uint64_t hash) const noexcept {
    for (auto i = static_cast<std::size_t>(hash);; ++i) {
        Entry& entry = entries[i & mask];
        const Hook* const hook = entry.hook.load(std::memory_order_relaxed);
        if (hook == nullptr || (hook->hash == hash && hook->name == name)) {
            return entry;
        }
    }
}

/// Publishes the hook to readers as the last step.
void HookTable::Table::insert(Hook& hook) noexcept {
    Entry& entry = entry_of(hook.name, hook.hash);
    entry.hash.store(entry_hash(hook), std::memory_order_relaxed);
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
    Table* table = tables_.back().get();
    // It may be hidden, or another thread has made it before this one had the lock.
    Hook* const known = table->entry_of(name.text(), name.hash()).hook.load(std::memory_order_relaxed);
    if (known != nullptr) {
        return *known;
    }
    auto hook = std::make_unique<Hook>(name);
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

void HookTable::hide(Hook& hook, std::uint64_t connects) const noexcept {
    const std::lock_guard lock(mutex_);
    // A slot that is connected from here on finds the flag, and its thread waits for this mutex in `show`.
    if (hook.connects.compare_exchange_strong(connects, connects | Hook::is_hidden)) {
        update(hook);
    }
}

void HookTable::show(Hook& hook) const noexcept {
    const std::lock_guard lock(mutex_);
    hook.connects.fetch_and(~Hook::is_hidden);
    update(hook);
}

void HookTable::update(const Hook& hook) const noexcept {
    tables_.back()->entry_of(hook.name, hook.hash).hash.store(entry_hash(hook), std::memory_order_relaxed);
}

}  // namespace weft::detail
