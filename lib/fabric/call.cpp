// SPDX-License-Identifier: MIT
// Makes a call: finds the hook by its name and emits its signal, with observers and declarations where there are any.
#include "fabric/call.hpp"

#include "arguments/refusals.hpp"
#include "engine/order.hpp"
#include "engine/registration_access.hpp"
#include "fabric/event_dispatch.hpp"
#include "platform.hpp"

#include <weft/fabric.hpp>

#include <utility>

namespace weft::detail {

bool FabricCall::may_run(const Handler& handler) const noexcept {
    return RegistrationAccess::state(*handler.registration) == 0 &&
           !state.has_ended.load(std::memory_order_relaxed);
}

bool FabricCall::begin_run(Handler& handler) {
    has_met_handler = true;
    return may_run(handler) && Emission::begin_run(handler);
}

void FabricCall::handle_failure(Handler& handler) {
    const std::uint32_t failures = handler.failures.fetch_add(1, std::memory_order_relaxed) + 1;
    handler.attention.fetch_or(Handler::has_failed, std::memory_order_relaxed);
    const std::exception_ptr thrown = std::current_exception();
    end_run(handler, &thrown);
    // Kept while the function runs, as it may replace itself by `on_error`.
    const std::shared_ptr<const ErrorHandler> handle = state.error_handler();
    if (handle == nullptr) {
        throw;
    }
    Registration& registration = *handler.registration;
    (*handle)(Failure(hook->name, registration.name(), thrown, RegistrationAccess::connection(registration),
                      failures));
}

namespace {

/// A call that observers are told of. They are also told of calls that no handler listens to, where `hook` is null.
std::size_t call_observed(const FabricState& state, std::string_view name, std::uint64_t hash, Hook* hook,
                          const View& arguments, Sink* sink, Body* body, ObserversKnown observers) {
    ObservedCall call(state, name, arguments, hook, sink, std::move(observers));
    call.body = body;
    const EndDoomed end_doomed{call};
    const FrameScope scope(call);
    call.begin();
    if (hook == nullptr) {
        call.look_again(name, hash);
    }
    try {
        if (call.hook == nullptr || emit_hook(*call.hook, call)) {
            call.run_body();
        }
    } catch (const ForcedUnwind&) {
        throw;  // The thread is being cancelled: observers are not told.
    } catch (...) {
        release_garbage(call);
        const std::exception_ptr thrown = std::current_exception();
        call.end(&thrown);
        throw;
    }
    // First, as an observer may wait for the release of what the last handler disconnected.
    release_garbage(call);
    call.end(nullptr);
    return call.ran;
}

/// A call on a fabric that is strict, or has or had observers. Not inlined, so that other calls pay one branch for it.
WEFT_DETAIL_NO_INLINE std::size_t call_watched(const FabricState& state, std::string_view name,
                                               std::uint64_t hash, Hook* hook, const View& arguments,
                                               Sink* sink, Body* body) {
    state.declarations.check_call(name);
    if (ObserversKnown observers = state.observer_list.known();
        observers.count > 0 && ObservedCall::is_due(state)) {
        return call_observed(state, name, hash, hook, arguments, sink, body, std::move(observers));
    }
    FabricCall call(state, arguments, hook, sink);
    call.is_plain = true;
    call.body = body;
    const EndDoomed end_doomed{call};
    const FrameScope scope(call);
    state.watch_if_needed();  // The last observer may have been disconnected.
    if (hook == nullptr || emit_hook(*hook, call)) {
        call.run_body();
    }
    return call.ran;
}

/// After a call that has found no slot. Not inlined, so that other calls keep none of this in registers.
WEFT_DETAIL_COLD void hide_hook(const FabricCall& call, std::uint64_t connects) {
    call.state.hooks.hide(*call.hook, connects);
}

/// A call on a hook whose handlers may run in another order than that of registration.
WEFT_DETAIL_COLD std::size_t call_ordered(const FabricState& state, Hook& hook, const View& arguments,
                                          Sink* sink) {
    FabricCall call(state, arguments, &hook, sink);
    call.is_plain = true;
    const EndDoomed end_doomed{call};
    const FrameScope scope(call);
    emit_ordered(hook, call);
    return call.ran;
}

}  // namespace

std::size_t call_hook(const FabricState& state, std::string_view name, std::uint64_t hash, const Shape* shape,
                      void* const* values, Sink* sink) {
    Hook* const hook = state.hooks.find(name, hash);
    if (state.is_watched()) [[unlikely]] {
        return call_watched(state, name, hash, hook, {shape, values}, sink, nullptr);
    }
    if (hook == nullptr) {
        return 0;
    }
    const std::uint64_t connects = hook->connects.load(std::memory_order_acquire);
    if ((connects & Hook::is_ordered) != 0) [[unlikely]] {
        return call_ordered(state, *hook, {shape, values}, sink);
    }
    FabricCall call(state, {shape, values}, hook, sink);
    call.is_plain = true;
    const EndDoomed end_doomed{call};
    const FrameScope scope(call);
    emit_signal(hook->signal, call);
    if (call.ran == 0 && !call.has_met_handler) [[unlikely]] {
        hide_hook(call, connects);
    }
    return call.ran;
}

std::size_t call_hook(const FabricState& state, std::string_view name, std::uint64_t hash, const Shape* shape,
                      void* const* values, Body* body) {
    Hook* const hook = state.hooks.find(name, hash);
    if (state.is_watched()) {
        return call_watched(state, name, hash, hook, {shape, values}, nullptr, body);
    }
    FabricCall call(state, {shape, values}, hook, nullptr);
    call.is_plain = true;
    call.body = body;
    const EndDoomed end_doomed{call};
    const FrameScope scope(call);
    if (hook == nullptr || emit_hook(*hook, call)) {
        call.run_body();
    }
    return call.ran;
}

void check_names(const HookName& hook, const View& arguments) {
    const Shape& shape = *arguments.shape;
    for (std::size_t i = shape.positional; i < shape.count; ++i) {
        const std::string_view name = shape.infos[i].name;
        const bool is_repeated = !name.empty() && find_name(arguments, name) != i;
        if (name.empty() || is_repeated) {
            refuse_name(hook.text(), name);
        }
    }
}

}  // namespace weft::detail
