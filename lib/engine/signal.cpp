// SPDX-License-Identifier: MIT
// How a signal runs its handlers: the fast path, and the careful path for whatever needs more than to run a function.
#include "engine/signal.hpp"

#include "engine/callback_registration.hpp"
#include "engine/emission.hpp"
#include "engine/registration_access.hpp"
#include "engine/run_handler.hpp"
#include "engine/wrapping.hpp"

#include <exception>

namespace weft::detail {

void forget_failures(Handler& handler) noexcept {
    handler.attention.fetch_and(~std::uint32_t{Handler::has_failed}, std::memory_order_relaxed);
    handler.failures.store(0, std::memory_order_relaxed);
}

void handle_exception(Handler& handler, Emission& call, std::size_t ran_before) {
    if (call.ran == ran_before) {
        throw;  // The handler did not begin: its arguments were refused, or an observer threw.
    }
    if (call.is_answering) {
        call.is_answering = false;
        end_run(handler, call);
        throw;  // Not the handler's failure: whoever asked by `collect` or `first` cannot take what it returned.
    }
    const std::exception_ptr thrown = std::current_exception();
    if (call.passes(thrown)) {
        call.end_run(handler, &thrown);
        throw;  // Nobody's failure.
    }
    call.handle_failure(handler);
}

bool run_carefully(Handler& handler, Emission& call) {
    call.has_met_handler = true;
    Registration& registration = *handler.registration;
    const bool has_garbage = call.garbage != nullptr;
    if (has_garbage) {
        release_garbage(call);
        call.is_plain = call.visit == nullptr && !call.is_observed;
    }
    // The state first: while the registration is pending, another thread may be writing `connection`.
    const bool may_run = call.visit != nullptr ? RegistrationAccess::is_live(registration)
                                               : RegistrationAccess::state(registration) == 0;
    if (!may_run) {
        return true;
    }
    if (has_garbage && !static_cast<Slot&>(handler).connection.connected()) {
        return true;  // What was just released has destroyed the fabric, and with it disconnected this slot.
    }
    std::shared_ptr<void> keep;
    if (call.visit != nullptr) {
        // A visit may ask the object what it reads.
        const bool is_kept = handler.is(Handler::tracked) && call.visit->keeps_objects;
        if (is_kept) {
            keep = static_cast<CallbackRegistration&>(registration).lock();
        }
        if (!is_kept || keep != nullptr) {
            call.visit->handler(handler, call.hook->name);
        }
        return true;
    }
    if (handler.is(Handler::tracked)) {
        keep = static_cast<CallbackRegistration&>(registration).lock();
        if (keep == nullptr) {
            registration.disconnect();
            return true;
        }
    }
    if (handler.is(Handler::conditional)) {
        Conditions& conditions = *RegistrationAccess::conditions(registration);
        if (!conditions.hold(call.args)) {
            return true;
        }
        // The predicate may have disconnected or blocked the handler, or destroyed the fabric.
        if (RegistrationAccess::state(registration) != 0 ||
            !static_cast<Slot&>(handler).connection.connected()) {
            return true;
        }
        const Slot* const first = RegistrationAccess::slots(registration).data();
        if (!conditions.is_due(static_cast<std::size_t>(static_cast<const Slot*>(&handler) - first))) {
            return true;
        }
    }
    return run_to_its_end(handler, call, call.is_observed || handler.is(Handler::once));
}

SlotFunction::SlotFunction(Slot* slot) noexcept : slot_(slot) {
    RegistrationAccess::hold(*slot->registration);
}

SlotFunction::SlotFunction(const SlotFunction& other) noexcept : slot_(other.slot_) {
    if (slot_ != nullptr) {
        RegistrationAccess::hold(*slot_->registration);
    }
}

SlotFunction::~SlotFunction() {
    if (slot_ != nullptr) {
        RegistrationAccess::drop(*slot_->registration);
    }
}

namespace {

/// Runs a handler, or a handler of a call, that is not plain. A function of its own, so that the fast path pays for none of it.
WEFT_DETAIL_NO_INLINE bool run_otherwise(Handler& handler, Emission& call) {
    const bool is_special = handler.attention.load(std::memory_order_acquire) != 0;
    if (call.is_observed && call.garbage == nullptr && !is_special) {
        return call.run_observed(handler);
    }
    if (handler.is(Handler::takes_next) && call.visit == nullptr) {
        call.has_met_handler = true;
        call.wrapping_handler = &handler;
        return false;
    }
    return run_carefully(handler, call);
}

/// False if no later handler runs.
WEFT_DETAIL_ALWAYS_INLINE inline bool run_in_turn(Handler& handler, Emission& call) {
    const Inside inside(call, *handler.registration);
    if (call.is_plain && handler.attention.load(std::memory_order_acquire) == 0) [[likely]] {
        const std::size_t ran_before = call.ran;
        if (run(handler, call, false) && handler.is(Handler::has_failed) && call.ran != ran_before)
            [[unlikely]] {
            forget_failures(handler);  // Nested runs have failed; this one has returned.
        }
        return !call.is_stopped;
    }
    return run_otherwise(handler, call);
}

}  // namespace

bool SlotFunction::operator()(Emission& call) const {
    return run_in_turn(*slot_, call);
}

void run_slot(Slot& slot, Emission& call) {
    run_in_turn(slot, call);
}

/// `flatten` makes one function of all that Signals2 does between the signal and the handler. Compiled as many small
/// functions it would keep its iterators in memory, and at each slot wait for what it has just written there: half of the
/// time of a call.
WEFT_DETAIL_FLATTEN WEFT_DETAIL_NO_INLINE bool emit_signal(const Signal& signal, Emission& call) {
    return signal(call);
}

}  // namespace weft::detail
