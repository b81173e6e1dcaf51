// SPDX-License-Identifier: MIT
// How a signal runs its handlers: the fast path, and the careful one for a handler or a call that asks for more.
#include "engine/signal.hpp"

#include "engine/callback_registration.hpp"
#include "engine/emission.hpp"
#include "engine/registration_access.hpp"

#include <cxxabi.h>

namespace weft::detail {

namespace {

[[gnu::cold, gnu::noinline]] void forget_failures(Handler& handler) {
    handler.attention.fetch_and(~std::uint32_t{Handler::has_failed}, std::memory_order_relaxed);
    handler.failures.store(0, std::memory_order_relaxed);
}

/// The handler has returned: none of its failures are in a row any more.
void end_run(Handler& handler, Emission& call) {
    if (handler.is(Handler::has_failed)) {
        forget_failures(handler);
    }
    call.end_run(handler, nullptr);
}

/// An exception left the handler: returns where the call goes on all the same, else throws it on.
[[gnu::cold, gnu::noinline]] void handle_exception(Handler& handler, Emission& call, std::size_t ran_before) {
    if (call.ran == ran_before) {
        throw;  // It was refused for its arguments.
    }
    if (call.is_answering) {
        end_run(handler, call);
        throw;  // To whoever asked: its sink does not take what the handler has returned.
    }
    call.handle_failure(handler);
}

/// Marks the call as inside a handler's registration, so that nothing on this thread waits for it.
class Inside {
public:
    Inside(Emission& call, const Registration& registration) noexcept : call_(call) {
        call.inside = &registration;
    }
    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;
    ~Inside() { call_.inside = nullptr; }

private:
    Emission& call_;
};

/// Runs the handler; false where it has thrown and the call goes on all the same.
[[gnu::always_inline]] inline bool run(Handler& handler, Emission& call) {
    const std::size_t ran_before = call.ran;
    try {
        handler.type->invoke(handler, call);
        return true;
    } catch (const abi::__forced_unwind&) {
        throw;  // The thread is being cancelled: that cannot be kept from leaving.
    } catch (...) {
        handle_exception(handler, call, ran_before);
        return false;
    }
}

/// The same for a handler or a call that asks for more than just running. Apart from the fast path, so that others pay
/// for none of it. False where the call ends with the handler.
[[gnu::noinline]] bool run_carefully(Handler& handler, Emission& call) {
    Registration& registration = *handler.registration;
    const bool has_garbage = call.garbage != nullptr;
    if (has_garbage) {
        release_garbage(call);
        call.is_plain = call.visit == nullptr && !call.is_observed;
    }
    // While the registration is pending, another thread may be writing the connection.
    const bool may_run = call.visit != nullptr ? RegistrationAccess::is_live(registration)
                                               : RegistrationAccess::state(registration) == 0;
    if (!may_run) {
        return true;
    }
    if (has_garbage && !static_cast<Slot&>(handler).connection.connected()) {
        return true;  // The fabric was destroyed with what was just released.
    }
    if (call.visit != nullptr) {
        call.visit->handler(handler, call.hook->name);
        return true;
    }
    std::shared_ptr<void> keep;
    if (handler.is(Handler::tracked)) {
        keep = static_cast<CallbackRegistration&>(registration).lock();
        if (keep == nullptr) {
            registration.disconnect();
            return true;
        }
    }
    if (handler.is(Handler::every) && !RegistrationAccess::rhythm(registration).is_due()) {
        return true;
    }
    const std::size_t ran_before = call.ran;
    call.is_announced = call.is_observed || handler.is(Handler::once);
    const bool has_returned = run(handler, call);
    call.is_announced = false;
    if (!has_returned || call.ran == ran_before) {
        return true;
    }
    end_run(handler, call);
    return !call.is_stopped;
}

}  // namespace

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

inline bool SlotFunction::operator()(Emission& call) const {
    Handler& handler = *slot_;
    const Inside inside(call, *handler.registration);
    if (call.is_plain && handler.attention.load(std::memory_order_acquire) == 0) [[likely]] {
        if (run(handler, call) && handler.is(Handler::has_failed)) [[unlikely]] {
            forget_failures(handler);  // Those of runs within this one.
        }
        return !call.is_stopped;
    }
    return run_carefully(handler, call);
}

/// All of Signals2's way from the signal to the handler, as one function. Compiled as its many small ones it keeps its
/// iterators in memory, and waits at each slot for what it has just written there: that is half of the time of a call.
[[gnu::flatten, gnu::noinline]] void emit_signal(const Hook& hook, Emission& call) {
    hook.signal(call);
}

}  // namespace weft::detail
