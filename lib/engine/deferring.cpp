// SPDX-License-Identifier: MIT
// Puts off the runs of a callback's handlers, and makes them.
#include <weft/detail/engine/deferring.hpp>

#include "engine/call_stack.hpp"
#include "engine/deferred_method.hpp"
#include "engine/deferred_run.hpp"
#include "engine/registration_access.hpp"
#include "handlers/handler_name.hpp"
#include "handlers/refusals.hpp"

#include <weft/detail/text/escaped.hpp>

#include <fmt/format.h>

#include <exception>
#include <string>
#include <utility>

namespace weft::detail {

namespace {

/// The call that a deferred run makes of it: to the handler a `Call`, on the thread's stack of operations a `Frame`.
struct LaterCall final : Call, Frame {
    LaterCall(const View& arguments, std::string_view on, const Registration& of) noexcept
        : Call(arguments, nullptr), hook(on) {
        inside = &of;
    }

    std::string_view hook;

    [[nodiscard]] std::string who() const override {
        return fmt::format("{}: {}", escaped(hook), inside->name());
    }
    void let_pass(PassingException& /*one*/) const noexcept override {}
    [[nodiscard]] bool passes(const std::exception_ptr& /*exception*/) const noexcept override {
        return false;
    }
    [[nodiscard]] bool is_of_this_thread() const noexcept override { return true; }
    bool begin_run(Handler& /*handler*/) override { return true; }
    // No handler with a `Next` is put off.
    [[nodiscard]] const Next& next() const noexcept override { std::terminate(); }
};

/// What the registration keeps. It goes when no handler is connected any more and none runs.
struct Registered {
    explicit Registered(std::shared_ptr<DeferredCallback> that) noexcept : callback(std::move(that)) {
        callback->by->begin();
    }
    Registered(const Registered&) = delete;
    Registered& operator=(const Registered&) = delete;
    ~Registered() {
        callback->by->drop_disconnected();
        callback->by->end();
    }

    std::shared_ptr<DeferredCallback> callback;
};

}  // namespace

DeferredRun::DeferredRun(std::unique_ptr<State> state) noexcept : state_(std::move(state)) {}
DeferredRun::DeferredRun(DeferredRun&& other) noexcept = default;
DeferredRun& DeferredRun::operator=(DeferredRun&& other) noexcept = default;
DeferredRun::~DeferredRun() = default;

bool DeferredRun::is_disconnected() const noexcept {
    return (RegistrationAccess::state(*state_->registration) & RegistrationAccess::disconnected) != 0;
}

void DeferredRun::operator()() {
    struct Drop {
        RegistrationPointer registration;
        bool is_held;
        ~Drop() {
            if (is_held) {
                RegistrationAccess::drop(*registration);
            }
        }
    };
    // Whoever disconnects it from here on waits for this run, and for the end of what the run keeps: so that ends first. It
    // cannot be held where the fabric has ended, which waits too.
    const Drop drop{state_->registration, RegistrationAccess::hold_if_connected(*state_->registration)};
    const bool is_dropped = is_disconnected();
    const std::unique_ptr<State> state = std::move(state_);
    if (is_dropped) {
        return;
    }
    const KeptObject& object = state->callback->wrapped;
    const std::shared_ptr<void> alive =
        object.ownership == Ownership::tracked ? object.tracked.lock() : object.owner;
    if (object.ownership == Ownership::tracked && alive == nullptr) {
        return;
    }
    const Shape shape = state->arguments.shape();
    LaterCall call({&shape, state->arguments.values()}, state->hook, *drop.registration);
    const FrameScope scope(call);
    Handler handler;
    handler.type = state->type;
    handler.object = object.object;
    handler.registration = drop.registration.get();
    state->type->invoke_from(*state->type, handler, call, state->sources.get());
}

RegisteredCallback defer(Callback callback, std::shared_ptr<Deferring> by, KeptObject kept) {
    RegisteredCallback inner = std::move(callback).registered();
    if (!inner.object.is_alive()) {
        return inner;
    }
    const auto deferred = std::make_shared<DeferredCallback>();
    deferred->by = std::move(by);
    deferred->owner = std::move(kept.owner);
    deferred->wrapped = std::move(inner.object);
    deferred->inner = std::move(inner.ending);
    const std::shared_ptr<void> alive = deferred->wrapped.tracked.lock();  // While it is asked what it reads.
    for (std::size_t i = 0; i < inner.type->method_count; ++i) {
        const MethodEntry& method = inner.type->methods[i];
        if (method.type->takes_next) {
            refuse_next_later(method.hook, callback_name(*inner.type));
        }
        deferred->methods.push_back(std::make_unique<DeferredMethod>(*method.type, method.hook, *deferred));
        deferred->entries.push_back({method.hook, deferred->methods.back().get()});
    }
    deferred->type = *inner.type;
    deferred->type.methods = deferred->entries.data();

    // Its handlers no longer run where either object is gone: the wrapped one shows that here, and both in `operator()`.
    KeptObject result{
        kept.ownership == Ownership::tracked || deferred->wrapped.ownership == Ownership::tracked
            ? Ownership::tracked
            : Ownership::shared,
        deferred->wrapped.object, std::make_shared<Registered>(deferred),
        kept.ownership == Ownership::tracked ? kept.tracked : deferred->wrapped.tracked};
    return {std::move(result), &deferred->type, deferred};
}

}  // namespace weft::detail
