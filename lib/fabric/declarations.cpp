// SPDX-License-Identifier: MIT
// Compares handlers and calls with the declared hooks.
#include "fabric/declarations.hpp"

#include "fabric/refusals.hpp"
#include "handlers/reads.hpp"
#include "text/nearest_name.hpp"

#include <algorithm>

namespace weft::detail {

namespace {

/// Of an argument that a handler reads out of all arguments, as what it likes.
constexpr ParameterType any_type{nullptr, Kind::other, Form::const_reference, 0, Takes::argument, nullptr};

}  // namespace

void Declarations::declare(std::string_view hook, const std::vector<std::string_view>& arguments) {
    const std::lock_guard lock(mutex_);
    auto* declared = const_cast<Declared*>(find(hook));
    if (declared == nullptr) {
        declared = &declared_.emplace_back(Declared{std::string(hook), {}});
    }
    for (const std::string_view argument : arguments) {
        if (std::find(declared->arguments.begin(), declared->arguments.end(), argument) ==
            declared->arguments.end()) {
            declared->arguments.emplace_back(argument);
        }
    }
}

std::vector<std::string> Declarations::problems(std::string_view hook, const HandlerType& type,
                                                const void* object, const std::string& who) const {
    // Before the mutex is locked, as this asks the user's class.
    const std::vector<Read> reads = all_reads_of(type, object, hook);
    const std::lock_guard lock(mutex_);
    std::vector<std::string> found;
    // Reflection also finds methods that are no handlers: only those that are named like one are compared.
    if (declared_.empty() || (type.is_reflected && !hook.starts_with("on_"))) {
        return found;
    }
    const Declared* const declared = find(hook);
    if (declared == nullptr) {
        found.push_back(undeclared_hook(who, hook, nearest_hook(hook)));
        return found;
    }
    const std::vector<std::string_view> passed(declared->arguments.begin(), declared->arguments.end());
    const auto look_at = [&](const HandlerType& one) {
        for (std::size_t i = 0; i < one.parameter_count; ++i) {
            const std::string_view name = one.parameters[i].name;
            if (!name.empty() && std::find(passed.begin(), passed.end(), name) == passed.end()) {
                found.push_back(
                    undeclared_parameter(who, hook, one.parameters[i], passed, nearest_name(name, passed)));
            }
        }
    };
    look_at(type);
    std::for_each_n(type.overloads, type.overload_count, [&](const HandlerType* one) { look_at(*one); });
    for (const Read& read : reads) {
        if (read.need == Need::required &&
            std::find(passed.begin(), passed.end(), read.argument) == passed.end()) {
            found.push_back(undeclared_parameter(who, hook, ParameterInfo{read.argument, &any_type, false},
                                                 passed, nearest_name(read.argument, passed)));
        }
    }
    return found;
}

void Declarations::check_call(std::string_view hook) const {
    if (!is_strict()) {
        return;
    }
    const std::lock_guard lock(mutex_);
    if (!declared_.empty() && find(hook) == nullptr) {
        refuse_call(hook, nearest_hook(hook));
    }
}

const Declarations::Declared* Declarations::find(std::string_view hook) const noexcept {
    const auto found = std::find_if(declared_.begin(), declared_.end(),
                                    [&](const Declared& one) { return one.hook == hook; });
    return found != declared_.end() ? &*found : nullptr;
}

std::optional<std::string_view> Declarations::nearest_hook(std::string_view hook) const {
    std::vector<std::string_view> names;
    names.reserve(declared_.size());
    for (const Declared& declared : declared_) {
        names.emplace_back(declared.hook);
    }
    return nearest_name(hook, names);
}

}  // namespace weft::detail
