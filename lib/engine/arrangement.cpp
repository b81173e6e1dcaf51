// SPDX-License-Identifier: MIT
// Connects slots a second time, and lets go of them.
#include "engine/arrangement.hpp"

#include "engine/arranged_slots.hpp"
#include "engine/registration_access.hpp"

#include <algorithm>

namespace weft::detail {

namespace {

/// Keeps a registration like a slot, where it has a slot left.
class Keep {
public:
    explicit Keep(Registration& registration) noexcept
        : registration_(registration), is_held_(RegistrationAccess::hold_if_connected(registration)) {}
    Keep(const Keep&) = delete;
    Keep& operator=(const Keep&) = delete;
    ~Keep() {
        if (is_held_) {
            RegistrationAccess::drop(registration_);
        }
    }

    [[nodiscard]] bool is_held() const noexcept { return is_held_; }

private:
    Registration& registration_;
    const bool is_held_;
};

}  // namespace

void Arrangement::fill(const std::vector<Arranged>& slots) {
    try {
        signal_.emplace();
        slots_.reserve(slots.size());
        for (const auto& [slot, is_bound] : slots) {
            const Keep keep(*slot->registration);
            if (!keep.is_held()) {
                mark_stale();  // It has been disconnected, and may be about to be released.
                continue;
            }
            const SlotConnection connection = signal_->connect(Signal::slot_type(slot));
            slots_.push_back(slot);
            add_arranged(*slot, *this, connection, is_bound);
            // Another thread may have disconnected the handler meanwhile, and not have found this connection yet.
            if (RegistrationAccess::is_disconnected_yet(*slot->registration)) {
                connection.disconnect();
                mark_stale();
            } else if (slot->is(Handler::tracked)) {
                tracked_.emplace_back(slot->registration);
            }
        }
    } catch (...) {
        clear();
        throw;
    }
}

void Arrangement::clear() noexcept {
    for (const Slot* const slot : slots_) {
        forget_arranged(*slot, *this);
    }
    slots_.clear();
    tracked_.clear();
    signal_.reset();
}

void Arrangement::disconnect() noexcept {
    if (signal_) {
        signal_->disconnect_all_slots();
    }
}

bool Arrangement::has_expired() const noexcept {
    return std::any_of(tracked_.begin(), tracked_.end(), [](const RegistrationPointer& one) {
        return RegistrationAccess::is_expired(*one) &&
               (RegistrationAccess::state(*one) & RegistrationAccess::disconnected) == 0;
    });
}

}  // namespace weft::detail
