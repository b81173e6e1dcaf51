// SPDX-License-Identifier: MIT
// Asks a fabric, and writes the answer as text: sizes and characters, as names may hold any.
#include "mpi/served_hooks.hpp"

#include "mpi/refusals.hpp"

#include <weft/hook_info.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>

namespace weft::detail {

namespace {

ServedHook served_by(const HookInfo& hook) {
    const HandlerInfo& handler = hook.handlers.front();
    if (handler.around) {
        refuse_around(handler.callback, hook.name);
    }
    ServedHook served{hook.name, false, handler.parameters};
    for (const ReadInfo& read : handler.reads) {
        served.parameters.push_back(read.argument);
    }
    // What has no name may be any argument.
    const auto is_unknown = [](const std::string& name) { return name.empty(); };
    served.takes_all = served.parameters.empty() ||
                       std::any_of(served.parameters.begin(), served.parameters.end(), is_unknown);
    std::sort(served.parameters.begin(), served.parameters.end());
    served.parameters.erase(std::unique(served.parameters.begin(), served.parameters.end()),
                            served.parameters.end());
    return served;
}

void append(std::string& text, std::string_view part) {
    text += fmt::format("{}:{}", part.size(), part);
}

std::string_view take(std::string_view& text) {
    const std::size_t colon = text.find(':');
    const auto size = static_cast<std::size_t>(std::strtoull(text.data(), nullptr, 10));
    const std::string_view part = text.substr(colon + 1, size);
    text.remove_prefix(colon + 1 + size);
    return part;
}

}  // namespace

Served served_by(const Fabric& fabric) {
    Served served{"on_rank", {}};
    for (const HookInfo& hook : fabric.hooks()) {
        served.callback = hook.handlers.front().callback;
        served.hooks.push_back(served_by(hook));
    }
    return served;
}

std::string text_of(const Served& served) {
    std::string text;
    append(text, served.callback);
    for (const ServedHook& hook : served.hooks) {
        append(text, hook.hook);
        append(text, hook.takes_all ? "all" : "some");
        append(text, fmt::format("{}", hook.parameters.size()));
        for (const std::string& parameter : hook.parameters) {
            append(text, parameter);
        }
    }
    return text;
}

Served served_in(std::string_view text) {
    Served served;
    served.callback = take(text);
    while (!text.empty()) {
        ServedHook& hook = served.hooks.emplace_back();
        hook.hook = take(text);
        hook.takes_all = take(text) == "all";
        hook.parameters.resize(
            static_cast<std::size_t>(std::strtoull(std::string(take(text)).c_str(), nullptr, 10)));
        for (std::string& parameter : hook.parameters) {
            parameter = take(text);
        }
    }
    return served;
}

}  // namespace weft::detail
