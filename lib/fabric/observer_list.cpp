// SPDX-License-Identifier: MIT
// Counts the observers that are not disconnected.
#include "fabric/observer_list.hpp"

#include "engine/registration_access.hpp"

namespace weft::detail {

namespace {

bool is_disconnected(const Registration& registration) noexcept {
    return (RegistrationAccess::state(registration) & RegistrationAccess::disconnected) != 0;
}

}  // namespace

void ObserverList::add(Registration& registration, bool needs_durations) {
    const std::lock_guard lock(mutex_);
    // Their objects are released already, or will be by whoever has disconnected them.
    std::erase_if(entries_, [](const Entry& entry) { return is_disconnected(*entry.registration); });
    entries_.push_back({RegistrationPointer(&registration), needs_durations});
    version_.fetch_add(1, std::memory_order_release);
}

ObserversKnown ObserverList::known() const {
    ObserversKnown known;
    const std::lock_guard lock(mutex_);
    known.version = version_.load(std::memory_order_relaxed);
    for (const Entry& entry : entries_) {
        if (!is_disconnected(*entry.registration)) {
            ++known.count;
            known.need_durations = known.need_durations || entry.needs_durations;
            known.sole = known.count == 1 ? &RegistrationAccess::slots(*entry.registration).front() : nullptr;
        }
    }
    if (known.sole != nullptr) {
        known.sole_memory = RegistrationPointer(known.sole->registration);
    }
    return known;
}

}  // namespace weft::detail
