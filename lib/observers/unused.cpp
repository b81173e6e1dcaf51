// SPDX-License-Identifier: MIT
// Unused: records which hooks were called, which handlers ran and which arguments were read, and reports what was not.
#include <weft/unused.hpp>

#include "text/nearest_name.hpp"

#include <weft/detail/text/escaped.hpp>
#include <weft/fabric.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>  // fmt 11 keeps join here

#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <set>

namespace weft {

namespace {

std::string nearest_or_empty(std::string_view name, const std::vector<std::string_view>& candidates) {
    return std::string(detail::nearest_name(name, candidates).value_or(std::string_view()));
}

/// The hooks of a training loop, of which no callback can know whether a loop has them.
constexpr std::array<std::string_view, 18> words{
    "on_fit_start",
    "on_train_epoch_start",
    "on_validation_epoch_start",
    "on_train_batch_start",
    "on_validation_batch_start",
    "on_before_backward",
    "on_after_backward",
    "on_before_optimizer_step",
    "on_before_zero_grad",
    "on_train_batch_end",
    "on_validation_batch_end",
    "on_train_epoch_end",
    "on_validation_epoch_end",
    "around_validation",
    "on_save_checkpoint",
    "on_load_checkpoint",
    "on_exception",
    "on_fit_end",
};

/// Whether somebody beside this callback knows the hook, so that its name is not misspelt.
bool is_known(const HookInfo& hook, const std::string& callback) {
    return std::find(words.begin(), words.end(), hook.name) != words.end() ||
           std::any_of(hook.handlers.begin(), hook.handlers.end(),
                       [&callback](const HandlerInfo& handler) { return handler.callback != callback; });
}

std::string meant(const std::string& nearest) {
    return nearest.empty() ? std::string() : fmt::format(": did you mean '{}'?", detail::escaped(nearest));
}

}  // namespace

/// What was observed so far. Any thread adds to it, with the mutex locked.
struct Unused::Seen {
    struct Hook {
        bool heard = false;  // Whether a handler was about to run.
        std::set<std::string> callbacks;
        // Each argument that was passed by name, and whether a handler takes it.
        std::map<std::string, bool, std::less<>> arguments;
    };

    std::mutex mutex;
    std::map<std::string, Hook, std::less<>> hooks;
};

Unused::Unused() : seen_(std::make_unique<Seen>()) {}
Unused::Unused(Unused&& other) noexcept = default;
Unused::~Unused() = default;

void Unused::operator()(const Event& event) {
    if (event.kind() != EventKind::call_begin && event.kind() != EventKind::handler_begin) {
        return;
    }
    const std::string callback = event.callback();
    const std::lock_guard lock(seen_->mutex);
    Seen::Hook& seen = seen_->hooks[std::string(event.hook())];
    if (event.kind() == EventKind::handler_begin) {
        seen.heard = true;
        seen.callbacks.insert(callback);
    }
    std::size_t place = 0;
    for (const Arg& arg : event.args()) {
        if (!arg.name().empty()) {
            bool& is_read = seen.arguments[std::string(arg.name())];
            is_read = is_read || event.reads(place);
        }
        ++place;
    }
}

UnusedReport Unused::report(const Fabric& fabric) const {
    // Before the mutex is locked, as looking at handlers may release an object of the user.
    const std::vector<HookInfo> connected = fabric.hooks();
    const std::lock_guard lock(seen_->mutex);
    std::vector<std::string_view> called;
    for (const auto& [hook, seen] : seen_->hooks) {
        called.emplace_back(hook);
    }
    std::vector<std::string_view> listened;
    UnusedReport report;
    for (const HookInfo& hook : connected) {
        const auto seen = seen_->hooks.find(hook.name);
        // A hook that has handlers and was called is spelt right: it is not what a misspelt name may have meant.
        if (seen == seen_->hooks.end()) {
            listened.emplace_back(hook.name);
        }
        for (const HandlerInfo& handler : hook.handlers) {
            if (seen == seen_->hooks.end() || !seen->second.callbacks.contains(handler.callback)) {
                const bool was_called = seen != seen_->hooks.end();
                report.handlers.push_back({hook.name, handler.callback,
                                           was_called || is_known(hook, handler.callback)
                                               ? std::string()
                                               : nearest_or_empty(hook.name, called),
                                           was_called});
            }
        }
    }
    for (const auto& [hook, seen] : seen_->hooks) {
        if (!seen.heard) {
            report.hooks.push_back({hook, nearest_or_empty(hook, listened)});
            continue;
        }
        std::vector<std::string_view> parameters;
        for (const HookInfo& info : connected) {
            for (const HandlerInfo& handler : info.handlers) {
                if (info.name == hook) {
                    parameters.insert(parameters.end(), handler.parameters.begin(), handler.parameters.end());
                    for (const ReadInfo& read : handler.reads) {
                        parameters.push_back(read.argument);
                    }
                }
            }
        }
        // For the same reason only parameters whose names were never passed may have been meant.
        std::erase_if(parameters, [&passed = seen.arguments](std::string_view parameter) {
            return passed.contains(parameter);
        });
        for (const auto& [argument, is_read] : seen.arguments) {
            if (!is_read) {
                report.arguments.push_back({hook, argument, nearest_or_empty(argument, parameters)});
            }
        }
    }
    return report;
}

}  // namespace weft

fmt::format_context::iterator fmt::formatter<weft::UnusedReport>::format(const weft::UnusedReport& report,
                                                                         fmt::format_context& context) const {
    using weft::detail::escaped;
    std::vector<std::string> lines;
    // By callback: the hooks that were not called, and the line that they share.
    std::map<std::string, std::pair<std::size_t, std::vector<std::string>>> uncalled;
    for (const auto& handler : report.handlers) {
        const std::string hook = escaped(handler.hook);
        if (!handler.was_called && handler.nearest.empty()) {
            auto& of_callback =
                uncalled.try_emplace(handler.callback, lines.size(), std::vector<std::string>())
                    .first->second;
            std::vector<std::string>& hooks = of_callback.second;
            if (std::find(hooks.begin(), hooks.end(), hook) == hooks.end()) {
                hooks.push_back(hook);
                if (hooks.size() == 1) {
                    lines.emplace_back();
                }
                lines[of_callback.first] =
                    fmt::format("{}: {} never ran", fmt::join(hooks, ", "), handler.callback);
                continue;
            }
        }
        lines.push_back(
            fmt::format("{}: {} never ran{}", hook, handler.callback, weft::meant(handler.nearest)));
    }
    for (const auto& hook : report.hooks) {
        lines.push_back(
            fmt::format("{}: nobody heard this hook{}", escaped(hook.hook), weft::meant(hook.nearest)));
    }
    for (const auto& argument : report.arguments) {
        lines.push_back(fmt::format("{}: nobody read '{}'{}", escaped(argument.hook),
                                    escaped(argument.argument), weft::meant(argument.nearest)));
    }
    const std::string text = lines.empty() ? "nothing unused" : fmt::format("{}", fmt::join(lines, "\n"));
    return formatter<string_view>::format(text, context);
}
