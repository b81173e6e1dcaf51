// SPDX-License-Identifier: MIT
// A call: from a hook's name through its signal to each handler.
#include "engine.hpp"

#include "callback_registration.hpp"
#include "core.hpp"
#include "frame.hpp"
#include "observation.hpp"

#include <weft/fabric.hpp>

#include <cxxabi.h>

namespace weft::detail {

namespace {

/// An exception left the handler: true where the fabric's `on_error` says that the call goes on.
bool go_on_after_failure(Handler& handler, Call& call) {
    if (handler.hook == &call.core->observers) {
        return false;
    }
    const std::uint32_t failures = handler.failures.fetch_add(1, std::memory_order_relaxed) + 1;
    if (call.is_observed) {
        Observation::handler_end(handler, call, std::current_exception());
    }
    const std::shared_ptr<const ErrorHandler> handle = call.core->error_handler();
    if (handle == nullptr) {
        return false;
    }
    Registration& registration = *handler.registration;
    (*handle)(Failure(handler.hook->name, registration.name(), std::current_exception(),
                      RegistrationAccess::connection(registration), failures));
    return true;
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

void end(Core* core) noexcept {
    const ChangeScope change;
    delete core;
}

/// The last act of a call: the end of the fabric that was destroyed in it.
struct EndDoomed {
    Emission& call;

    ~EndDoomed() {
        if (call.doomed != nullptr) [[unlikely]] {
            end(call.doomed);
        }
    }
};

/// Runs the handler. True where the call goes on.
bool run(Handler& handler, Call& call) {
    const std::size_t ran_before = call.ran;
    try {
        handler.type->invoke(handler, call);
    } catch (const abi::__forced_unwind&) {
        throw;  // The thread is being cancelled: that cannot be kept from leaving.
    } catch (...) {
        if (call.ran == ran_before || !go_on_after_failure(handler, call)) {
            throw;
        }
        return true;
    }
    if (handler.failures.load(std::memory_order_relaxed) != 0 && call.ran != ran_before) [[unlikely]] {
        handler.failures.store(0, std::memory_order_relaxed);
    }
    if (call.is_observed && call.ran != ran_before) [[unlikely]] {
        Observation::handler_end(handler, call, nullptr);
    }
    return !call.is_stopped;
}

/// The same for a handler or a call that asks for more than just running. Apart from `run`, so that others pay for none
/// of it.
[[gnu::noinline]] bool run_carefully(Handler& handler, Call& call) {
    Registration& registration = *handler.registration;
    if (call.garbage != nullptr) {
        release_garbage(call);
    }
    if (call.visit != nullptr) {
        if (RegistrationAccess::is_live(registration)) {
            call.visit->handler(handler);
        }
        return true;
    }
    if (RegistrationAccess::state(registration) != 0) {
        return true;
    }
    std::shared_ptr<void> keep;
    if ((handler.flags & Handler::tracked) != 0) {
        keep = static_cast<CallbackRegistration&>(registration).lock();
        if (keep == nullptr) {
            registration.disconnect();
            return true;
        }
    }
    if ((handler.flags & Handler::every) != 0 &&
        (handler.calls.fetch_add(1, std::memory_order_relaxed) + 1) % handler.period != 0) {
        return true;
    }
    return run(handler, call);
}

/// A call of a fabric that is strict or observed. Hooks that nobody listens to take part.
std::size_t emit_watched(const Core& core, const HookName& hook_name, Hook* hook, const View& arguments,
                         Sink* sink) {
    const std::string_view name = hook_name.text();
    core.declarations.check_call(name);
    Emission call(arguments, hook, sink);
    call.core = &core;
    call.is_observed = Observation::is_due(core);
    const EndDoomed end_doomed{call};
    const FrameScope scope(call);
    if (!call.is_observed) {
        core.watch_if_needed();
        if (hook != nullptr) {
            hook->signal(call);
        }
        return call.ran;
    }
    Observation::call_begin(call, name);
    if (hook == nullptr) {
        call.hook = hook = core.hooks.find(name, hook_name.hash());  // An observer may just have made it.
    }
    const auto begin = std::chrono::steady_clock::now();
    try {
        if (hook != nullptr) {
            hook->signal(call);
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

SlotFunction::SlotFunction(Slot& slot) noexcept : slot_(&slot) {
    RegistrationAccess::hold(*slot.registration);
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

bool SlotFunction::operator()(Call& call) const {
    Handler& handler = *slot_;
    const Registration& registration = *handler.registration;
    const Inside inside(call, registration);
    constexpr std::uint8_t careful = Handler::tracked | Handler::every;
    if (call.garbage == nullptr && call.visit == nullptr && RegistrationAccess::state(registration) == 0 &&
        (handler.flags & careful) == 0) [[likely]] {
        return run(handler, call);
    }
    return run_carefully(handler, call);
}

bool begin_run(Handler& handler, Call& call) {
    if ((handler.flags & Handler::once) != 0) {
        if (!RegistrationAccess::claim(*handler.registration)) {
            return false;
        }
        handler.registration->disconnect();
    }
    if (call.is_observed) {
        Observation::handler_begin(handler, call);
    }
    return true;
}

std::size_t emit(const Core& core, const HookName& name, const View& arguments, Sink* sink) {
    Hook* const hook = core.hooks.find(name.text(), name.hash());
    if (core.is_watched()) [[unlikely]] {
        return emit_watched(core, name, hook, arguments, sink);
    }
    if (hook == nullptr) {
        return 0;
    }
    Emission call(arguments, hook, sink);
    call.core = &core;
    const EndDoomed end_doomed{call};
    const FrameScope scope(call);
    hook->signal(call);
    return call.ran;
}

void visit_handlers(const Core& core, Hook& hook, Visit& visit) {
    static constexpr Shape nothing{nullptr, 0, 0, false, false};
    Emission call({&nothing, nullptr}, &hook, nullptr);
    call.core = &core;
    call.visit = &visit;
    const FrameScope scope(call);
    hook.signal(call);
}

void retire(Core* core) noexcept {
    Emission* outermost = nullptr;
    {
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
