// SPDX-License-Identifier: MIT
// Connects the handlers of a registration to the signals of their hooks.
#pragma once

#include "engine/call_stack.hpp"
#include "engine/connect_slot.hpp"
#include "engine/order.hpp"
#include "engine/registration_access.hpp"
#include "fabric/fabric_state.hpp"

#include <weft/extras.hpp>

#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <utility>
#include <vector>

namespace weft::detail {

/// Connects the handlers of one registration: all of them or, if something throws before `publish`, none. No call runs any
/// of them before `publish`. The mutex of registrations is locked meanwhile. `place` is where `connect` was called; its name
/// plays no part. `wishes` are those of the extras or of the class.
class Connecting {
public:
    Connecting(FabricState& state, Registration& registration, const HookName& place, Manner&& manner,
               std::span<const Wish> wishes, bool is_tracked)
        : state_(state),
          registration_(registration),
          hold_(registration),
          attention_(Handler::off + (manner.once ? Handler::once : 0U) +
                     (manner.has_conditions ? Handler::conditional : 0U) +
                     (is_tracked ? Handler::tracked : 0U)),
          next_(RegistrationAccess::slots(registration).data()),
          lock_(state.registering, std::defer_lock) {
        RegistrationAccess::set_place(registration, place);
        if (manner.has_conditions) {
            RegistrationAccess::conditions(registration) = std::make_unique<Conditions>(
                manner.period, std::move(manner.when), RegistrationAccess::slots(registration).size());
        }
        lock_.lock();  // The predicate has been moved, which may run code of the user.
        if (!wishes.empty()) {
            const std::int64_t at = ++state.registered;
            RegistrationAccess::set_standing(registration,
                                             std::make_unique<Standing>(wishes, manner.at_front ? -at : at));
        }
        const Standing* const standing = RegistrationAccess::standing(registration);
        place_ = {standing != nullptr ? standing->group : Standing::Group::middle, manner.at_front};
        names_others_ = standing != nullptr && standing->names_others();
    }
    Connecting(const Connecting&) = delete;
    Connecting& operator=(const Connecting&) = delete;
    ~Connecting() {
        if (!is_published_) {
            changes_.clear();
            lock_.unlock();  // The user's object ends below.
            registration_.disconnect();
            // If Signals2 runs out of memory while it inserts a slot (in m_insert of its grouped_list), it keeps the slot as
            // long as the signal. The user's object does not wait for that.
            RegistrationAccess::release_early(registration_);
        }
    }

    /// Fills the registration's next slot and connects it. The hook is made if this is its first handler. Throws `Error` where
    /// the handler's wishes close a circle.
    void connect(const HookName& name, const HandlerType* type, void* object) {
        connect(state_.hooks.find_or_make(name), type, object);
    }
    void connect(Hook& hook, const HandlerType* type, void* object) {
        Slot& slot = *next_++;
        slot.object = object;
        slot.registration = &registration_;
        slot.type = type;
        slot.attention.store(attention_ + (type->takes_next ? Handler::takes_next : 0U),
                             std::memory_order_relaxed);
        if (names_others_ && hook.order == nullptr) {
            hook.order = std::make_unique<Order>(hook, state_.registering);
        }
        if (hook.order == nullptr) {
            connect_slot(hook, slot, place_);
        } else {
            changes_.push_back(hook.order->connect(slot, place_));
        }
        if (hook.has(Hook::is_hidden)) {
            state_.hooks.show(hook);
        }
    }
    /// Called when all are connected: from here on calls run them.
    Connection publish() noexcept {
        is_published_ = true;
        for (Order::Change& change : changes_) {
            if (Hook* const hook = change.make(); hook != nullptr && hook->has(Hook::is_hidden)) {
                state_.hooks.show(*hook);
            }
        }
        RegistrationAccess::publish(registration_);
        lock_.unlock();
        return RegistrationAccess::connection(registration_);
    }

private:
    FabricState& state_;
    Registration& registration_;
    ChangeScope change_;
    Hold hold_;
    std::uint32_t attention_;
    Slot* next_;
    Place place_{};
    bool names_others_ = false;
    bool is_published_ = false;
    std::unique_lock<std::mutex> lock_;
    std::vector<Order::Change> changes_;
};

}  // namespace weft::detail
