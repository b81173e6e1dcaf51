// SPDX-License-Identifier: MIT
// Hooks by name: a hash table with linear probing. Readers see either the old table or a larger one that is complete.
#include "engine/hook_table.hpp"

namespace weft::detail {

namespace {

constexpr std::size_t first_size = 16;

}  // namespace

Hook* HookTable::Entry::known() const noexcept {
    Hook* const at = hook.load(std::memory_order_relaxed);
    const auto address = static_cast<std::uintptr_t>(hash.load(std::memory_order_relaxed));
    return at != nullptr
               ? at
               : reinterpret_cast<Hook*>(address);  // NOLINT(performance-no-int-to-ptr): of rare changes
}

void HookTable::Entry::publish(Hook& of) noexcept {
    hash.store(of.has(Hook::is_hidden) ? ~of.hash : of.hash, std::memory_order_relaxed);
    hook.store(&of, std::memory_order_release);
}

std::size_t HookTable::Table::place_of(std::string_view name, std::uint64_t hash) const noexcept {
    for (auto i = static_cast<std::size_t>(hash);; ++i) {
        const Hook* const hook = entries[i & mask].known();
        if (hook == nullptr || (hook->hash == hash && hook->name == name)) {
            return i & mask;
        }
    }
}

/// Readers go on past the entries between where they begin and the hook's, which is published to them as the last step.
void HookTable::Table::insert(Hook& hook) noexcept {
    const std::size_t place = place_of(hook.name, hook.hash);
    for (auto i = static_cast<std::size_t>(hook.hash) & mask; i != place; i = (i + 1) & mask) {
        if (entries[i].hook.load(std::memory_order_relaxed) == nullptr) {
            entries[i].publish(*entries[i].known());
        }
    }
    entries[place].publish(hook);
}

/// A reader that sees one word of the entry as it was and the other as it is finds the hook, without a slot, or does not.
void HookTable::Table::hide(const Hook& hook) noexcept {
    const std::size_t place = place_of(hook.name, hook.hash);
    Entry& entry = entries[place];
    if (entries[(place + 1) & mask].known() == nullptr) {
        // Nobody goes on past it.
        entry.hook.store(nullptr, std::memory_order_relaxed);
        entry.hash.store(reinterpret_cast<std::uintptr_t>(&hook), std::memory_order_relaxed);
    } else {
        entry.hash.store(~hook.hash, std::memory_order_relaxed);
    }
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
    Hook* const known = table->entries[table->place_of(name.text(), name.hash())].known();
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
    if ((connects & Hook::is_hidden) != 0) {
        return;  // By another call meanwhile. Its entry may be free to readers already.
    }
    const std::lock_guard lock(mutex_);
    // A slot that is connected from here on finds the flag, and its thread waits for this mutex in `show`.
    if (hook.connects.compare_exchange_strong(connects, connects | Hook::is_hidden)) {
        tables_.back()->hide(hook);
    }
}

void HookTable::show(Hook& hook) const noexcept {
    const std::lock_guard lock(mutex_);
    hook.connects.fetch_and(~Hook::is_hidden);
    tables_.back()->insert(hook);
}

}  // namespace weft::detail
