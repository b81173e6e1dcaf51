// SPDX-License-Identifier: MIT
// Makes an event of each thing that happens in an observed call, and emits it to the observers.
#include "fabric/event_dispatch.hpp"

#include "engine/registration_access.hpp"

namespace weft::detail {

namespace {

/// The emission that runs the observers for one event. What an observer throws leaves the call that is observed.
struct ObserversCall final : Emission {
    ObserversCall(const FabricState& of, const View& arguments) noexcept
        : Emission(arguments, &of.observers, nullptr) {
        fabric = &of;
        is_plain = true;
    }

    void handle_failure(Handler& /*handler*/) override { throw; }
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

bool ObservedCall::is_due(const FabricState& state) noexcept {
    if (state.observers.signal.empty()) {
        return false;
    }
    for (const Frame* frame = innermost_frame(); frame != nullptr; frame = frame->outer) {
        if (frame->fabric == &state && static_cast<const Emission*>(frame)->hook == &state.observers) {
            return false;
        }
    }
    return true;
}

ObservedCall::ObservedCall(const FabricState& of, const View& arguments, Hook* on, Sink* to)
    : FabricCall(of, arguments, on, to), notes_(notes_around(innermost_frame())) {
    is_observed = true;
}

void ObservedCall::tell(Event& event) {
    event.notes_ = &notes_;
    void* const values[]{&event};
    ObserversCall call(state, {&fixed_shape<PositionalArg<const Event&>>, values});
    const FrameScope scope(call);
    emit_signal(state.observers, call);
}

void ObservedCall::begin(std::string_view name) {
    Event event(EventKind::call_begin, name, args);
    tell(event);
    call_begin_ = std::chrono::steady_clock::now();
}

void ObservedCall::end(std::string_view name, const std::exception_ptr& thrown) {
    Event event(EventKind::call_end, name, args);
    event.duration_ = std::chrono::steady_clock::now() - call_begin_;
    event.exception_ = thrown;
    event.ran_ = ran;
    tell(event);
}

bool ObservedCall::begin_run(Handler& handler) {
    Event event(EventKind::handler_begin, hook->name, args, &handler);
    tell(event);
    handler_begin_ = std::chrono::steady_clock::now();
    // An observer may have disconnected or blocked the handler, or destroyed the fabric, which only the slot's connection
    // shows. If an observer throws, this line is not reached: the handler does not run, and `once` is not used up.
    return RegistrationAccess::state(*handler.registration) == 0 &&
           static_cast<Slot&>(handler).connection.connected() && FabricCall::begin_run(handler);
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
    event.duration_ = std::chrono::steady_clock::now() - handler_begin_;
    event.exception_ = thrown;
    tell(event);
}

}  // namespace weft::detail
