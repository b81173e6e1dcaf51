// SPDX-License-Identifier: MIT
// A call: from a hook's name through its signal to each handler.
#include "engine.hpp"

#include "callback_registration.hpp"
#include "core.hpp"
#include "frame.hpp"
#include "observation.hpp"

#include <weft/fabric.hpp>

#include <cxxabi.h>

#include <vector>

namespace weft::detail {

namespace {

[[gnu::cold, gnu::noinline]] void forget_failures(Handler& handler) {
    handler.attention.fetch_and(~std::uint32_t{Handler::has_failed}, std::memory_order_relaxed);
    handler.failures.store(0, std::memory_order_relaxed);
}

/// The handler has returned: none of its failures are in a row any more.
void end_run(Handler& handler, Call& call) {
    if (handler.is(Handler::has_failed)) {
        forget_failures(handler);
    }
    if (call.is_observed) {
        Observation::handler_end(handler, static_cast<WatchedEmission&>(call), nullptr);
    }
}

/// An exception left the handler: returns where the fabric's `on_error` says that the call goes on, else throws it on.
[[gnu::cold, gnu::noinline]] void handle_exception(Handler& handler, Call& call, std::size_t ran_before) {
    if (call.ran == ran_before || call.hook == &call.core->observers) {
        throw;  // It was refused for its arguments, or it is an observer.
    }
    if (call.is_answering) {
        end_run(handler, call);
        throw;  // To whoever asked: its sink does not take what the handler has returned.
    }
    const std::uint32_t failures = handler.failures.fetch_add(1, std::memory_order_relaxed) + 1;
    handler.attention.fetch_or(Handler::has_failed, std::memory_order_relaxed);
    if (call.is_observed) {
        Observation::handler_end(handler, static_cast<WatchedEmission&>(call), std::current_exception());
    }
    const std::shared_ptr<const ErrorHandler> handle = call.core->error_handler();
    if (handle == nullptr) {
        throw;
    }
    Registration& registration = *handler.registration;
    (*handle)(Failure(call.hook->name, registration.name(), std::current_exception(),
                      RegistrationAccess::connection(registration), failures));
}

/// Marks the call as inside a handler's registration, so that nothing on this thread waits for it.
class Inside {
public:
    Inside(Call& call, const Registration& registration) noexcept : call_(call) {
        call.inside = &registration;
    }
    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;
    ~Inside() { call_.inside = nullptr; }

private:
    Call& call_;
};

/// Runs the handler; false where it has thrown and the call goes on all the same.
[[gnu::always_inline]] inline bool run(Handler& handler, Call& call) {
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
[[gnu::noinline]] bool run_carefully(Handler& handler, Call& call) {
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
        return true;  // The fabric ended with what was just released.
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

/// A call of a fabric that is strict or observed. Hooks that nobody listens to take part.
[[gnu::noinline]] std::size_t emit_watched(const Core& core, std::string_view name, std::uint64_t hash,
                                           Hook* hook, const View& arguments, Sink* sink) {
    core.declarations.check_call(name);
    WatchedEmission call(arguments, hook, sink);
    call.core = &core;
    call.is_observed = Observation::is_due(core);
    call.is_plain = !call.is_observed;
    const EndDoomed end_doomed{call};
    const FrameScope scope(call);
    if (!call.is_observed) {
        core.watch_if_needed();
        if (hook != nullptr) {
            emit_signal(*hook, call);
        }
        return call.ran;
    }
    Observation::call_begin(call, name);
    if (hook == nullptr) {
        call.hook = hook = core.hooks.find(name, hash);  // An observer may just have made it.
    }
    const auto begin = std::chrono::steady_clock::now();
    try {
        if (hook != nullptr) {
            emit_signal(*hook, call);
        }
    } catch (const abi::__forced_unwind&) {
        throw;
    } catch (...) {
        release_garbage(call);
        Observation::call_end(call, name, std::chrono::steady_clock::now() - begin, std::current_exception());
        throw;
    }
    release_garbage(call);  // An observer may wait for the end of what the last handler let go of.
    Observation::call_end(call, name, std::chrono::steady_clock::now() - begin, nullptr);
    return call.ran;
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

inline bool SlotFunction::operator()(Call& call) const {
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

bool begin_run(Handler& handler, Call& call) {
    Registration& registration = *handler.registration;
    if (call.is_observed) {
        Observation::handler_begin(handler, static_cast<WatchedEmission&>(call));
        // An observer may have disconnected or blocked it, or destroyed the fabric, which its slot alone knows.
        if (RegistrationAccess::state(registration) != 0 ||
            !static_cast<Slot&>(handler).connection.connected()) {
            return false;
        }
    }
    // After the observers: one that throws keeps the handler from running, and does not use it up.
    if (handler.is(Handler::once)) {
        if (!RegistrationAccess::claim(registration)) {
            return false;
        }
        registration.disconnect();
    }
    return true;
}

/// All of the engine's way from the signal to the handler, as one function. Compiled as its many small ones it keeps its
/// iterators in memory, and waits at each slot for what it has just written there: that is half of the time of a call.
[[gnu::flatten, gnu::noinline]] void emit_signal(const Hook& hook, Call& call) {
    hook.signal(call);
}

std::size_t emit(const Core& core, std::string_view name, std::uint64_t hash, const Shape* shape,
                 void* const* values, Sink* sink) {
    Hook* const hook = core.hooks.find(name, hash);
    if (core.is_watched()) [[unlikely]] {
        return emit_watched(core, name, hash, hook, {shape, values}, sink);
    }
    if (hook == nullptr) {
        return 0;
    }
    Emission call({shape, values}, hook, sink);
    call.core = &core;
    call.is_plain = true;
    const EndDoomed end_doomed{call};
    const FrameScope scope(call);
    emit_signal(*hook, call);
    return call.ran;
}

Inspection::Inspection(const Core& core) noexcept : call_({&nothing_, nullptr}, nullptr, nullptr) {
    call_.core = &core;
}

void Inspection::visit(Visit& visit) {
    std::vector<Hook*> hooks;
    call_.core->hooks.for_each([&hooks](Hook& hook) { hooks.push_back(&hook); });
    call_.visit = &visit;
    for (Hook* const hook : hooks) {
        call_.hook = hook;
        emit_signal(*hook, call_);
    }
}

void end(Core* core) noexcept {
    const ChangeScope change;
    delete core;
}

void retire(Core* core) noexcept {
    Emission* outermost = nullptr;
    {
        // Here and not with the signals' end: another thread may hold on to a part of one while it looks at a connection.
        const ChangeScope change;
        core->hooks.for_each([](Hook& hook) { hook.signal.disconnect_all_slots(); });
        core->observers.signal.disconnect_all_slots();
    }
    for (Frame* frame = innermost_frame(); frame != nullptr; frame = frame->outer) {
        if (frame->core == core) {
            outermost = static_cast<Emission*>(frame);
        }
    }
    if (outermost != nullptr) {
        outermost->doomed = core;
    } else {
        end(core);
    }
}

}  // namespace weft::detail
