// SPDX-License-Identifier: MIT
// Callbacks that are put together at run time.
#include <weft/dynamic_callback.hpp>

#include "handlers/refusals.hpp"

#include <algorithm>

namespace weft {

namespace {

/// As many as a search from one to the next is fit for, and far fewer than a registration counts.
constexpr std::size_t most_hooks = 4096;

/// What a fabric keeps of one: the functions, and the list of its hooks as a class has it.
struct Registered {
    /// Of the `DynamicCallback`, for whoever shares it: what its functions refer to ends after them.
    std::shared_ptr<void> owner;
    std::string name;
    std::vector<std::shared_ptr<detail::DynamicMethod>> methods;
    std::vector<detail::MethodEntry> entries;
    detail::CallbackType type{&typeid(DynamicCallback), nullptr, 0};
};

}  // namespace

DynamicCallback::DynamicCallback(std::string name) : name_(std::move(name)) {
    if (name_.empty()) {
        detail::refuse_no_name();
    }
}

void DynamicCallback::check(const HookName& hook, const std::vector<DynamicParameter>& parameters,
                            bool is_empty) const {
    if (hook.text().empty()) {
        detail::refuse_no_hook(name_);
    }
    if (methods_.size() >= most_hooks) {
        detail::refuse_hooks(name_, hook.text(), most_hooks);
    }
    if (std::any_of(methods_.begin(), methods_.end(),
                    [&hook](const auto& method) { return method->hook() == hook.text(); })) {
        detail::refuse_hook_twice(name_, hook.text());
    }
    if (is_empty) {
        detail::refuse_no_function(name_, hook.text());
    }
    for (auto parameter = parameters.begin(); parameter != parameters.end(); ++parameter) {
        const bool is_repeated = std::any_of(parameters.begin(), parameter, [parameter](const auto& before) {
            return before.name() == parameter->name();
        });
        if (parameter->name().empty() || is_repeated) {
            detail::refuse_parameter(name_, hook.text(), parameter->name());
        }
    }
}

void DynamicCallback::add(const HookName& hook, const std::vector<DynamicParameter>& parameters,
                          bool takes_all, std::shared_ptr<detail::DynamicMethod> method) {
    std::vector<std::string> names;
    std::vector<bool> is_optional;
    for (const DynamicParameter& parameter : parameters) {
        names.push_back(parameter.name());
        is_optional.push_back(parameter.is_optional());
    }
    method->describe(name_, std::string(hook.text()), std::move(names), is_optional, takes_all);
    methods_.push_back(std::move(method));
}

detail::RegisteredCallback DynamicCallback::register_it(detail::KeptObject kept) {
    using detail::Ownership;
    // Of one that is only tracked, until its functions are copied.
    const std::shared_ptr<void> alive =
        kept.ownership == Ownership::tracked ? kept.tracked.lock() : kept.owner;
    const auto registered = std::make_shared<Registered>();
    if (alive != nullptr || kept.ownership == Ownership::borrowed) {
        const auto& callback = *static_cast<const DynamicCallback*>(kept.object);
        registered->name = callback.name_;
        registered->methods = callback.methods_;
    }
    for (const auto& method : registered->methods) {
        registered->entries.push_back({method->hook(), method.get()});
    }
    registered->type = {&typeid(DynamicCallback), registered->entries.data(), registered->entries.size(),
                        registered->name};
    registered->owner = std::move(kept.owner);
    kept.ownership = kept.ownership == Ownership::tracked ? Ownership::tracked : Ownership::shared;
    kept.object = registered.get();
    kept.owner = registered;
    return {std::move(kept), &registered->type};
}

const detail::CallbackType& DynamicCallback::weft_run_time_type() noexcept {
    static const detail::CallbackType type{&typeid(DynamicCallback), nullptr, 0, {}, {}, &register_it};
    return type;
}

}  // namespace weft
