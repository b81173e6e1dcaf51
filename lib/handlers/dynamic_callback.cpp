// SPDX-License-Identifier: MIT
// Callbacks that are put together at run time.
#include <weft/dynamic_callback.hpp>

#include "handlers/refusals.hpp"

#include <algorithm>

namespace weft {

namespace {

/// What a fabric keeps of one: the functions, and the list of its hooks as a class has it.
struct Registered {
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

std::shared_ptr<const detail::CallbackType> DynamicCallback::type() const {
    const auto registered = std::make_shared<Registered>();
    registered->name = name_;
    registered->methods = methods_;
    for (const auto& method : methods_) {
        registered->entries.push_back({method->hook(), method.get()});
    }
    registered->type.methods = registered->entries.data();
    registered->type.method_count = registered->entries.size();
    registered->type.name = registered->name;
    return {registered, &registered->type};
}

namespace detail {

const CallbackType& no_dynamic_callback() noexcept {
    static const CallbackType type{&typeid(DynamicCallback), nullptr, 0};
    return type;
}

}  // namespace detail
}  // namespace weft
