// SPDX-License-Identifier: MIT
// Members of Fabric that register: they check what the user hands over, make a registration of it and connect it.
#include <weft/fabric.hpp>

#include "engine/callback_registration.hpp"
#include "fabric/check.hpp"
#include "fabric/connect_handlers.hpp"
#include "fabric/refusals.hpp"
#include "handlers/handler_name.hpp"

namespace weft {

Fabric::Fabric() : state_(new detail::FabricState) {}

Fabric::Fabric(std::vector<Callback> callbacks) : Fabric() {
    for (Callback& callback : callbacks) {
        add(std::move(callback));
    }
}

Fabric::Fabric(Fabric&& other) noexcept = default;
Fabric& Fabric::operator=(Fabric&& other) noexcept = default;
Fabric::~Fabric() = default;

void Fabric::DeleteState::operator()(detail::FabricState* state) const noexcept {
    detail::retire(state);
}

Connection Fabric::register_callback(Callback callback, detail::Manner&& manner) {
    detail::RegisteredCallback registered = std::move(callback).registered();
    if (!registered.object.is_alive()) {
        detail::refuse_callback(*registered.type->type);
    }
    if (registered.adopt != nullptr) {
        registered.adopt(registered.object.object, *this);
    }
    const detail::CallbackType& type = *registered.type;
    const std::span<const detail::Wish> wishes =
        manner.wishes.empty() ? type.wishes : std::span<const detail::Wish>(manner.wishes);
    const auto who = [&] { return detail::registered_name(wishes, detail::callback_name(type)); };
    if (!detail::is_right(manner)) {
        detail::refuse_manner(manner, who());
    }
    if (state_->declarations.is_strict()) {
        const std::shared_ptr<void> alive = registered.object.tracked.lock();
        detail::check_registration(*state_, type, registered.object.object, who());
    }
    void* const object = registered.object.object;
    const bool is_tracked = registered.object.ownership == detail::Ownership::tracked;
    const auto registration = detail::register_object(
        {static_cast<std::uint16_t>(type.method_count), manner.has_conditions, !wishes.empty()},
        std::move(registered.object));
    detail::Connecting connecting(*state_, *registration, HookName(""), std::move(manner), wishes,
                                  is_tracked);
    for (std::size_t i = 0; i < type.method_count; ++i) {
        connecting.connect(type.methods[i].hook, type.methods[i].type, object);
    }
    if (!registered.ending.expired()) {
        state_->add_ending(std::move(registered.ending));
    }
    return connecting.publish();
}

Connection Fabric::attach(const HookName& hook, const detail::PreparedFunction& function,
                          detail::Manner&& manner) {
    const auto who = [&] {
        return detail::registered_name(manner.wishes,
                                       detail::handler_name(nullptr, hook.file(), hook.line()));
    };
    if (hook.text().empty()) {
        detail::refuse_empty_hook(who());
    }
    if (!detail::is_right(manner)) {
        detail::refuse_manner(manner, detail::place_name(hook, who()));
    }
    if (state_->declarations.is_strict()) {
        detail::check_registration(*state_, hook, *function.type, who());
    }
    detail::Connecting connecting(*state_, *function.registration, hook, std::move(manner), manner.wishes,
                                  false);
    connecting.connect(hook, function.type, function.object);
    return connecting.publish();
}

Connection Fabric::attach(detail::PreparedObserver observer) {
    if (!observer.kept.is_alive()) {
        detail::refuse_callback(*observer.type->callback);
    }
    void* const object = observer.kept.object;
    const bool is_tracked = observer.kept.ownership == detail::Ownership::tracked;
    const auto registration = detail::register_object({1}, std::move(observer.kept));
    detail::Connecting connecting(*state_, *registration, HookName(""), {}, {}, is_tracked);
    connecting.connect(state_->observers, observer.type, object);
    state_->observer_list.add(*registration, observer.needs_durations);
    state_->watch();  // Calls must look for observers before this one can be reached.
    return connecting.publish();
}

void Fabric::refuse_empty_function(const HookName& hook) {
    detail::refuse_function(hook);
}

void Fabric::refuse_empty_body(const HookName& hook) {
    detail::refuse_body(hook);
}

void Fabric::on_error(std::function<void(const Failure&)> handle) {
    state_->set_error_handler(handle ? std::make_shared<const detail::ErrorHandler>(std::move(handle))
                                     : nullptr);
}

}  // namespace weft
