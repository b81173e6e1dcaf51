// SPDX-License-Identifier: MIT
// Makes an event of each thing that happens in an observed call, and emits it to the observers.
#include "fabric/event_dispatch.hpp"

#include "engine/registration_access.hpp"
#include "engine/run_handler.hpp"

#include <utility>

namespace weft::detail {

namespace {

/// Runs the sole observer as an emission does. What it throws is nobody's failure, so that nothing is left to do then.
void run_sole(Slot& observer, ObserversCall& call) {
    Registration& registration = *observer.registration;
    if (!RegistrationAccess::hold_if_connected(registration)) {
        return;  // The object is gone, or about to go.
    }
    // Keeps the object while it runs, as Signals2 keeps that of a slot.
    struct Drop {
        Registration& registration;
        ~Drop() { RegistrationAccess::drop(registration); }
    } const drop{registration};
    if (observer.attention.load(std::memory_order_acquire) == 0) [[likely]] {
        const Inside inside(call, registration);
        invoke(observer, call, false);
    } else {
        run_slot(observer, call);
    }
}

/// The notes of the innermost observed call, searched from the frame outwards; null if there is none.
const CallNotes* notes_around(const Frame* frame) noexcept {
    while (frame != nullptr &&
           (frame->fabric == nullptr || !static_cast<const Emission*>(frame)->is_observed)) {
        frame = frame->outer;
    }
    return frame != nullptr ? &static_cast<const ObservedCall*>(frame)->notes() : nullptr;
}

}  // namespace

void ObserversCall::handle_failure(Handler& /*handler*/) {
    throw;
}

bool ObservedCall::is_due(const FabricState& state) noexcept {
    for (const Frame* frame = innermost_frame(); frame != nullptr; frame = frame->outer) {
        if (frame->fabric == &state && static_cast<const Emission*>(frame)->hook == &state.observers) {
            return false;
        }
    }
    return true;
}

ObservedCall::ObservedCall(const FabricState& of, std::string_view name, const View& arguments, Hook* on,
                           Sink* to, ObserversKnown&& known)
    : FabricCall(of, arguments, on, to),
      notes_(notes_around(innermost_frame())),
      event_(EventKind::call_begin, on != nullptr ? on->name : name, args),
      known_(std::move(known)),
      telling_(of, event_) {
    is_observed = true;
    event_.notes_ = &notes_;
}

void ObservedCall::tell(EventKind kind, const Handler* handler) {
    event_.kind_ = kind;
    event_.handler_ = handler;
    telling_.is_plain = true;
    const FrameScope scope(telling_);
    if (known_.version != state.observer_list.version()) [[unlikely]] {
        know_anew();
    }
    if (known_.sole == nullptr) {
        emit_signal(state.observers.signal, telling_);
    } else {
        run_sole(*known_.sole, telling_);
    }
}

void ObservedCall::know_anew() {
    known_ = state.observer_list.known();
}

void ObservedCall::tell_end(EventKind kind, const Handler* handler, Time begin,
                            const std::exception_ptr* thrown) {
    if (known_.need_durations && begin != Time()) {
        event_.duration_ = std::chrono::steady_clock::now() - begin;
    }
    if (thrown != nullptr) {
        event_.exception_ = *thrown;
    }
    struct Reset {
        Event& event;
        const bool has_thrown;
        ~Reset() {
            event.duration_ = Event::Duration();
            if (has_thrown) {
                event.exception_ = nullptr;
            }
        }
    } const reset{event_, thrown != nullptr};
    tell(kind, handler);
}

ObservedCall::Time ObservedCall::now() const {
    return known_.need_durations ? std::chrono::steady_clock::now() : Time();
}

void ObservedCall::begin() {
    tell(EventKind::call_begin, nullptr);
    call_begin_ = now();
}

void ObservedCall::look_again(std::string_view name, std::uint64_t hash) {
    hook = state.hooks.find(name, hash);
    if (hook != nullptr) {
        event_.hook_ = hook->name;  // Lasts, where the caller's may not.
    }
}

void ObservedCall::end(const std::exception_ptr* thrown) {
    event_.ran_ = ran;
    tell_end(EventKind::call_end, nullptr, call_begin_, thrown);
}

bool ObservedCall::begin_run(Handler& handler) {
    if (!may_run(handler)) {
        return false;
    }
    tell(EventKind::handler_begin, &handler);
    handler_begin_ = now();
    // If an observer throws, this line is not reached: the handler does not run, and `once` is not used up.
    return FabricCall::begin_run(handler);
}

WEFT_DETAIL_FLATTEN bool ObservedCall::run_observed(Handler& handler) {
    return run_to_its_end(handler, *this, true);
}

void ObservedCall::run_rest(Wrapping& around) {
    struct Restore {
        Time& time;
        const Time begin;
        ~Restore() { time = begin; }
    } const restore{handler_begin_, handler_begin_};
    FabricCall::run_rest(around);
}

void ObservedCall::end_run(const Handler& handler, const std::exception_ptr* thrown) {
    tell_end(EventKind::handler_end, &handler, handler_begin_, thrown);
}

}  // namespace weft::detail
