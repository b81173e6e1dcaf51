// SPDX-License-Identifier: MIT
// Registration: from what the user hands over to slots on signals.
#include <weft/fabric.hpp>

#include "callback_registration.hpp"
#include "core.hpp"
#include "messages.hpp"
#include "registering.hpp"

namespace weft {

namespace {

/// A strict fabric refuses a handler that does not fit the declarations, before
/// it is connected.
void check_registration(const detail::Core& core, const HookName& hook, const detail::HandlerType& type) {
    const std::vector<std::string> problems = core.declarations.problems(
        hook.text(), type, detail::handler_name(nullptr, hook.file(), hook.line()));
    if (!problems.empty()) {
        detail::refuse_problems(problems);
    }
}

void check_registration(const detail::Core& core, const detail::CallbackType& type) {
    const std::string who = detail::type_name(*type.type);
    std::vector<std::string> all;
    for (std::size_t i = 0; i < type.method_count; ++i) {
        for (std::string& problem :
             core.declarations.problems(type.methods[i].hook, *type.methods[i].type, who)) {
            all.push_back(std::move(problem));
        }
    }
    if (!all.empty()) {
        detail::refuse_problems(all);
    }
}

}  // namespace

Fabric::Fabric() : core_(new detail::Core) {}

Fabric::Fabric(std::vector<Callback> callbacks) : Fabric() {
    for (Callback& callback : callbacks) {
        add(std::move(callback));
    }
}

Fabric::Fabric(Fabric&& other) noexcept = default;
Fabric& Fabric::operator=(Fabric&& other) noexcept = default;
Fabric::~Fabric() = default;

void Fabric::DeleteCore::operator()(detail::Core* core) const noexcept {
    detail::retire(core);
}

Connection Fabric::add(Callback callback, AtBack) {
    return register_callback(std::move(callback), false);
}

Connection Fabric::add(Callback callback, AtFront) {
    return register_callback(std::move(callback), true);
}

Connection Fabric::register_callback(Callback callback, bool goes_first) {
    const detail::CallbackType& type = *callback.type_;
    if (!callback.target_.is_alive()) {
        detail::refuse_callback(*type.type);
    }
    if (core_->declarations.is_strict()) {
        check_registration(*core_, type);
    }
    void* const object = callback.target_.object;
    const bool is_tracked = callback.target_.ownership == detail::Ownership::tracked;
    detail::Manner manner;
    manner.at_front = goes_first;
    const auto registration = detail::register_target(type.method_count, std::move(callback.target_));
    detail::Connecting connecting(*core_, *registration, HookName(""));
    for (std::size_t i = 0; i < type.method_count; ++i) {
        const detail::MethodEntry& method = type.methods[i];
        connecting.connect(method.hook, method.type, object, manner, is_tracked);
    }
    return connecting.publish();
}

Connection Fabric::attach(const HookName& hook, const detail::PreparedFunction& function,
                          const detail::Manner& manner) {
    if (hook.text().empty()) {
        detail::refuse_empty_hook(detail::handler_name(nullptr, hook.file(), hook.line()));
    }
    if (manner.period == 0) {
        detail::refuse_period(hook);
    }
    if (core_->declarations.is_strict()) {
        check_registration(*core_, hook, *function.type);
    }
    detail::Connecting connecting(*core_, *function.registration, hook);
    connecting.connect(hook, function.type, function.object, manner, false);
    return connecting.publish();
}

Connection Fabric::attach(detail::PreparedObserver observer) {
    if (!observer.target.is_alive()) {
        detail::refuse_callback(*observer.type->callback);
    }
    void* const object = observer.target.object;
    const bool is_tracked = observer.target.ownership == detail::Ownership::tracked;
    const auto registration = detail::register_target(1, std::move(observer.target));
    detail::Connecting connecting(*core_, *registration, HookName(""));
    connecting.connect(core_->observers, observer.type, object, {}, is_tracked);
    core_->watch();
    return connecting.publish();
}

void Fabric::refuse_empty_function(const HookName& hook) {
    detail::refuse_function(hook);
}

void Fabric::on_error(std::function<void(const Failure&)> handle) {
    core_->set_error_handler(handle ? std::make_shared<const detail::ErrorHandler>(std::move(handle))
                                    : nullptr);
}

void Fabric::declare(const HookName& hook, const std::vector<std::string_view>& arguments) {
    if (hook.text().empty()) {
        detail::refuse_empty_declaration(hook);
    }
    core_->declarations.declare(hook.text(), arguments);
}

}  // namespace weft
