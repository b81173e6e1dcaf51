// SPDX-License-Identifier: MIT
// Makes an event of each thing that happens in an observed call, and emits it to the observers.
#include "fabric/event_dispatch.hpp"

#include "engine/registration_access.hpp"

#include <utility>

namespace weft::detail {

namespace {

/// Keeps the object of the sole observer while it runs, as Signals2 keeps that of a slot.
struct Share {
    explicit Share(Registration& of) noexcept
        : registration(of), is_held(RegistrationAccess::hold_if_connected(of)) {}
    Share(const Share&) = delete;
    Share& operator=(const Share&) = delete;
    ~Share() {
        if (is_held) {
            RegistrationAccess::drop(registration);
        }
    }

    Registration& registration;
    const bool is_held;  ///< False where the object is gone, as the observer is disconnected.
};

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

ObservedCall::ObservedCall(const FabricState& of, const View& arguments, Hook* on, Sink* to,
                           ObserversKnown known)
    : FabricCall(of, arguments, on, to),
      notes_(notes_around(innermost_frame())),
      known_(std::move(known)),
      telling_(of) {
    is_observed = true;
}

void ObservedCall::tell(Event& event) {
    event.notes_ = &notes_;
    telling_.event = &event;
    telling_.is_plain = true;
    const FrameScope scope(telling_);
    if (known_.version != state.observer_list.version()) [[unlikely]] {
        known_ = state.observer_list.known();  // One has come during the call.
    }
    if (known_.sole == nullptr) {
        emit_signal(state.observers.signal, telling_);
    } else if (const Share share(*known_.sole); share.is_held) {
        run_slot(RegistrationAccess::slots(*known_.sole).front(), telling_);
    }
}

ObservedCall::Time ObservedCall::now() const {
    return known_.need_durations ? std::chrono::steady_clock::now() : Time();
}

Event::Duration ObservedCall::since(Time begin) const {
    return known_.need_durations && begin != Time() ? std::chrono::steady_clock::now() - begin
                                                    : Event::Duration();
}

void ObservedCall::begin(std::string_view name) {
    Event event(EventKind::call_begin, name, args);
    tell(event);
    call_begin_ = now();
}

void ObservedCall::end(std::string_view name, const std::exception_ptr& thrown) {
    Event event(EventKind::call_end, name, args);
    event.duration_ = since(call_begin_);
    event.exception_ = thrown;
    event.ran_ = ran;
    tell(event);
}

bool ObservedCall::begin_run(Handler& handler) {
    if (!may_run(handler)) {
        return false;
    }
    Event event(EventKind::handler_begin, hook->name, args, &handler);
    tell(event);
    handler_begin_ = now();
    // If an observer throws, this line is not reached: the handler does not run, and `once` is not used up.
    return FabricCall::begin_run(handler);
}

void ObservedCall::run_rest(Wrapping& around) {
    struct Restore {
        Time& time;
        const Time begin;
        ~Restore() { time = begin; }
    } const restore{handler_begin_, handler_begin_};
    FabricCall::run_rest(around);
}

void ObservedCall::end_run(const Handler& handler, const std::exception_ptr& thrown) {
    Event event(EventKind::handler_end, hook->name, args, &handler);
    event.duration_ = since(handler_begin_);
    event.exception_ = thrown;
    tell(event);
}

}  // namespace weft::detail
