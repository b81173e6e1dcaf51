// SPDX-License-Identifier: MIT
// Connects the handlers of a registration to the signals of their hooks.
#pragma once

#include "engine/call_stack.hpp"
#include "engine/connect_slot.hpp"
#include "engine/registration_access.hpp"
#include "fabric/fabric_state.hpp"

#include <weft/extras.hpp>

#include <cstdint>
#include <memory>

namespace weft::detail {

/// Connects the handlers of one registration: all of them or, if something throws before `publish`, none. No call runs any
/// of them before `publish`. `place` is where `connect` was called; its name plays no part.
class Connecting {
public:
    Connecting(FabricState& state, Registration& registration, const HookName& place, const Manner& manner,
               bool is_tracked)
        : state_(state),
          registration_(registration),
          hold_(registration),
          at_front_(manner.at_front),
          attention_(Handler::off + (manner.once ? Handler::once : 0U) +
                     (manner.has_conditions ? Handler::conditional : 0U) +
                     (is_tracked ? Handler::tracked : 0U)),
          next_(RegistrationAccess::slots(registration).data()) {
        RegistrationAccess::set_place(registration, place);
        if (manner.has_conditions) {
            RegistrationAccess::conditions(registration) = std::make_unique<Conditions>(
                manner.period, manner.when, RegistrationAccess::slots(registration).size());
        }
    }
    Connecting(const Connecting&) = delete;
    Connecting& operator=(const Connecting&) = delete;
    ~Connecting() {
        if (!is_published_) {
            registration_.disconnect();
            // If Signals2 runs out of memory while it inserts a slot (in m_insert of its grouped_list), it keeps the slot as
            // long as the signal. The user's object does not wait for that.
            RegistrationAccess::release_early(registration_);
        }
    }

    /// Fills the registration's next slot and connects it. The hook is made if this is its first handler.
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
        connect_slot(hook, slot, at_front_);
    }
    /// Called when all are connected: from here on calls run them.
    Connection publish() noexcept {
        is_published_ = true;
        RegistrationAccess::publish(registration_);
        return RegistrationAccess::connection(registration_);
    }

private:
    FabricState& state_;
    Registration& registration_;
    ChangeScope change_;
    Hold hold_;
    bool at_front_;
    std::uint32_t attention_;
    Slot* next_;
    bool is_published_ = false;
};

}  // namespace weft::detail
