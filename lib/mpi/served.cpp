// SPDX-License-Identifier: MIT
// Asks a fabric, and writes the answer as text: sizes and characters, as names may hold any.
#include "mpi/served.hpp"

#include <weft/detail/bridge_access.hpp>
#include <weft/detail/text/type_name.hpp>
#include <weft/hook_info.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>

namespace weft::detail {

namespace {

ServedHook served_by(const HookInfo& hook) {
    const HandlerInfo& handler = hook.handlers.front();
    ServedHook served{hook.name, false, handler.around, handler.parameters};
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
void append_number(std::string& text, std::size_t number) {
    append(text, fmt::format("{}", number));
}

std::string_view take(std::string_view& text) {
    const std::size_t colon = text.find(':');
    const auto size = static_cast<std::size_t>(std::strtoull(text.data(), nullptr, 10));
    const std::string_view part = text.substr(colon + 1, size);
    text.remove_prefix(colon + 1 + size);
    return part;
}
std::size_t take_number(std::string_view& text) {
    return static_cast<std::size_t>(std::strtoull(std::string(take(text)).c_str(), nullptr, 10));
}

}  // namespace

const std::string& Served::shown_name() const {
    const auto named = std::find_if(wishes.begin(), wishes.end(),
                                    [](const ServedWish& wish) { return wish.kind == Wish::Kind::named; });
    return named != wishes.end() ? named->name : name;
}

Served served_by(const Fabric& fabric, const Callback& callback) {
    const RegisteredCallback registered = BridgeAccess::registered(callback);
    const CallbackType& type = *registered.type;
    Served served;
    served.is_class = type.name.empty();
    served.name = served.is_class ? type_name(*type.type) : std::string(type.name);
    for (const Wish& wish : type.wishes) {
        served.wishes.push_back({wish.kind, std::string(wish.name)});
    }
    for (const HookInfo& hook : fabric.hooks()) {
        served.hooks.push_back(served_by(hook));
    }
    return served;
}

std::string text_of(const Served& served) {
    std::string text;
    append(text, served.name);
    append_number(text, served.is_class ? 1 : 0);
    append_number(text, served.wishes.size());
    for (const ServedWish& wish : served.wishes) {
        append_number(text, static_cast<std::size_t>(wish.kind));
        append(text, wish.name);
    }
    for (const ServedHook& hook : served.hooks) {
        append(text, hook.hook);
        append_number(text, hook.takes_all ? 1 : 0);
        append_number(text, hook.takes_next ? 1 : 0);
        append_number(text, hook.parameters.size());
        for (const std::string& parameter : hook.parameters) {
            append(text, parameter);
        }
    }
    return text;
}

Served served_in(std::string_view text) {
    Served served;
    served.name = take(text);
    served.is_class = take_number(text) != 0;
    served.wishes.resize(take_number(text));
    for (ServedWish& wish : served.wishes) {
        wish.kind = static_cast<Wish::Kind>(take_number(text));
        wish.name = take(text);
    }
    while (!text.empty()) {
        ServedHook& hook = served.hooks.emplace_back();
        hook.hook = take(text);
        hook.takes_all = take_number(text) != 0;
        hook.takes_next = take_number(text) != 0;
        hook.parameters.resize(take_number(text));
        for (std::string& parameter : hook.parameters) {
            parameter = take(text);
        }
    }
    return served;
}

}  // namespace weft::detail
