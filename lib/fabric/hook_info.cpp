// SPDX-License-Identifier: MIT
// Fabric::hooks, and the texts of fabrics, hooks and handlers: what is connected, as data and as text.
#include <weft/fabric.hpp>

#include "engine/registration_access.hpp"
#include "fabric/inspection.hpp"
#include "handlers/reads.hpp"

#include <weft/detail/text/escaped.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>  // fmt 11 keeps join here

#include <algorithm>
#include <utility>

namespace weft {

namespace {

HandlerInfo describe(const detail::Handler& handler, std::string_view hook) {
    HandlerInfo info{handler.registration->name(),
                     {},
                     handler.registration->blocked(),
                     handler.is(detail::Handler::once),
                     1};
    if (handler.is(detail::Handler::conditional)) {
        const detail::Conditions& conditions = *detail::RegistrationAccess::conditions(*handler.registration);
        info.every = conditions.period();
        info.when = conditions.has_predicate();
    }
    info.around = handler.type->takes_next;
    // Overloads may share names: each is listed once. Parameters without a name are all listed.
    const auto add_names = [&info](const detail::HandlerType& type) {
        for (std::size_t i = 0; i < type.parameter_count; ++i) {
            const detail::ParameterInfo& parameter = type.parameters[i];
            const auto known = std::find(info.parameters.begin(), info.parameters.end(), parameter.name);
            if (parameter.type->takes == detail::Takes::argument &&
                (parameter.name.empty() || known == info.parameters.end())) {
                info.parameters.emplace_back(parameter.name);
            }
        }
    };
    add_names(*handler.type);
    std::for_each_n(handler.type->overloads, handler.type->overload_count,
                    [&](const detail::HandlerType* overload) { add_names(*overload); });
    if (const detail::Standing* const standing =
            detail::RegistrationAccess::standing(*handler.registration)) {
        info.before = standing->before;
        info.after = standing->after;
        info.before_all = standing->group == detail::Standing::Group::first;
        info.after_all = standing->group == detail::Standing::Group::last;
    }
    for (const Read& read : detail::all_reads_of(*handler.type, handler.object, hook)) {
        info.reads.push_back({std::string(read.argument), read.need, read.changes});
    }
    return info;
}

/// What each handler of a hook goes by.
using NamesOnHook = std::vector<std::vector<std::string>>;

/// Leaves only the names that another handler than the one at that place has.
void keep_known(std::vector<std::string>& asked, const NamesOnHook& names, std::size_t self) {
    std::erase_if(asked, [&](const std::string& name) {
        for (std::size_t other = 0; other < names.size(); ++other) {
            if (other != self &&
                std::find(names[other].begin(), names[other].end(), name) != names[other].end()) {
                return false;
            }
        }
        return true;
    });
}

/// Describes each handler that it is shown. The handlers of one hook come one after the other.
struct Describing final : detail::Visit {
    std::vector<HookInfo> hooks;
    std::vector<NamesOnHook> names;  // Of each hook.

    void handler(const detail::Handler& handler, std::string_view hook) override {
        if (hooks.empty() || hooks.back().name != hook) {
            hooks.push_back({std::string(hook), {}});
            names.emplace_back();
        }
        hooks.back().handlers.push_back(describe(handler, hook));
        names.back().push_back(detail::names_of(handler));
    }

    /// Called when all were shown, as a handler may ask for a place before one that comes later.
    void keep_reasons() {
        for (std::size_t hook = 0; hook < hooks.size(); ++hook) {
            for (std::size_t i = 0; i < hooks[hook].handlers.size(); ++i) {
                keep_known(hooks[hook].handlers[i].before, names[hook], i);
                keep_known(hooks[hook].handlers[i].after, names[hook], i);
            }
        }
    }
};

std::string spell_names(std::string_view word, const std::vector<std::string>& names) {
    std::vector<std::string> texts(names.size());
    std::transform(names.begin(), names.end(), texts.begin(),
                   [](const std::string& name) { return detail::escaped(name); });
    return names.empty() ? std::string() : fmt::format(" {} {}", word, fmt::join(texts, ", "));
}

}  // namespace

std::vector<HookInfo> Fabric::hooks() const {
    Describing describing;
    detail::Inspection(*state_).visit(describing);
    describing.keep_reasons();
    return std::move(describing.hooks);
}

}  // namespace weft

fmt::format_context::iterator fmt::formatter<weft::HandlerInfo>::format(const weft::HandlerInfo& info,
                                                                        fmt::format_context& context) const {
    std::vector<std::string> taken;
    for (const std::string& parameter : info.parameters) {
        taken.push_back(parameter.empty() ? "?" : weft::detail::escaped(parameter));
    }
    for (const weft::ReadInfo& read : info.reads) {
        switch (read.need) {
            case weft::Need::required: taken.push_back(weft::detail::escaped(read.argument)); break;
            case weft::Need::optional:
                taken.push_back(fmt::format("[{}]", weft::detail::escaped(read.argument)));
                break;
            case weft::Need::numbers: taken.emplace_back("[numbers]"); break;
            case weft::Need::all: taken.emplace_back("[all]"); break;
        }
    }
    std::string text = fmt::format("{}({})", info.callback, fmt::join(taken, ", "));
    text += info.before_all ? " before_all" : "";
    text += info.after_all ? " after_all" : "";
    text += weft::spell_names("before", info.before) + weft::spell_names("after", info.after);
    text += info.around ? " around" : "";
    text += info.once ? " once" : "";
    text += info.every > 1 ? fmt::format(" every {}", info.every) : "";
    text += info.when ? " when" : "";
    text += info.blocked ? " blocked" : "";
    return formatter<string_view>::format(text, context);
}

fmt::format_context::iterator fmt::formatter<weft::HookInfo>::format(const weft::HookInfo& info,
                                                                     fmt::format_context& context) const {
    std::string text = weft::detail::escaped(info.name);
    for (const weft::HandlerInfo& handler : info.handlers) {
        text += fmt::format("\n  {}", handler);
    }
    return formatter<string_view>::format(text, context);
}

fmt::format_context::iterator fmt::formatter<weft::Fabric>::format(const weft::Fabric& fabric,
                                                                   fmt::format_context& context) const {
    const std::string text = fmt::format("{}", fmt::join(fabric.hooks(), "\n"));
    return formatter<string_view>::format(text, context);
}
