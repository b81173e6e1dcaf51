// SPDX-License-Identifier: MIT
// What is connected and who watches: a fabric's hooks as data and as text, its check against the declarations.
#include <weft/fabric.hpp>

#include "core.hpp"
#include "frame.hpp"
#include "messages.hpp"

#include <weft/detail/shown.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>  // fmt 11 keeps join here

#include <algorithm>
#include <utility>

namespace weft {

namespace {

HandlerInfo describe(const detail::Handler& handler) {
    HandlerInfo info{handler.registration->name(),
                     {},
                     handler.registration->blocked(),
                     handler.is(detail::Handler::once),
                     handler.is(detail::Handler::every)
                         ? detail::RegistrationAccess::rhythm(*handler.registration).period
                         : 1};
    const auto add_names = [&info](const detail::HandlerType& type) {
        for (std::size_t i = 0; i < type.parameter_count; ++i) {
            const detail::ParameterInfo& parameter = type.parameters[i];
            const auto known = std::find(info.parameters.begin(), info.parameters.end(), parameter.name);
            if (!parameter.is_args && (parameter.name.empty() || known == info.parameters.end())) {
                info.parameters.emplace_back(parameter.name);
            }
        }
    };
    add_names(*handler.type);
    std::for_each_n(handler.type->overloads, handler.type->overload_count,
                    [&](const detail::HandlerType* overload) { add_names(*overload); });
    return info;
}

struct Describing final : detail::Visit {
    std::vector<HookInfo> hooks;

    void handler(const detail::Handler& handler, std::string_view hook) override {
        if (hooks.empty() || hooks.back().name != hook) {
            hooks.push_back({std::string(hook), {}});
        }
        hooks.back().handlers.push_back(describe(handler));
    }
};

struct Checking final : detail::Visit {
    explicit Checking(const detail::Declarations& all) : declarations(all) {}

    const detail::Declarations& declarations;
    std::vector<std::string> problems;

    void handler(const detail::Handler& handler, std::string_view hook) override {
        for (std::string& problem :
             declarations.problems(hook, *handler.type, handler.registration->name())) {
            problems.push_back(std::move(problem));
        }
    }
};

void check_handlers(const detail::Core& core, detail::Inspection& inspection) {
    Checking checking(core.declarations);
    inspection.visit(checking);
    if (!checking.problems.empty()) {
        detail::refuse_problems(checking.problems);
    }
}

}  // namespace

std::vector<HookInfo> Fabric::hooks() const {
    Describing describing;
    detail::Inspection(*core_).visit(describing);
    return std::move(describing.hooks);
}

void Fabric::check() const {
    detail::Inspection inspection(*core_);
    check_handlers(*core_, inspection);
}

void Fabric::strict() {
    detail::Core& core = *core_;  // The fabric itself may end with what the inspection releases.
    detail::Inspection inspection(core);
    check_handlers(core, inspection);
    core.declarations.be_strict();
    core.watch();
}

}  // namespace weft

fmt::format_context::iterator fmt::formatter<weft::HandlerInfo>::format(const weft::HandlerInfo& info,
                                                                        fmt::format_context& context) const {
    std::string text = info.callback + "(";
    for (std::size_t i = 0; i < info.parameters.size(); ++i) {
        text += i > 0 ? ", " : "";
        text += info.parameters[i].empty() ? "?" : weft::detail::shown(info.parameters[i]);
    }
    text += ")";
    text += info.once ? " once" : "";
    text += info.every > 1 ? fmt::format(" every {}", info.every) : "";
    text += info.blocked ? " blocked" : "";
    return formatter<string_view>::format(text, context);
}

fmt::format_context::iterator fmt::formatter<weft::HookInfo>::format(const weft::HookInfo& info,
                                                                     fmt::format_context& context) const {
    std::string text = weft::detail::shown(info.name);
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
