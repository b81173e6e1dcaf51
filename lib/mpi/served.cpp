// SPDX-License-Identifier: MIT
// Asks a class, and writes the answer as text: sizes and characters, as names may hold any.
#include "mpi/served.hpp"

#include <weft/detail/text/type_name.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>

namespace weft::detail {

namespace {

void add_parameters(const HandlerType& type, bool is_overload, ServedHook& served) {
    for (std::size_t i = 0; i < type.parameter_count; ++i) {
        const ParameterInfo& parameter = type.parameters[i];
        served.takes_args = served.takes_args || parameter.type->takes == Takes::args;
        served.says_reads = served.says_reads || type.reads != nullptr;
        const bool is_listed = !parameter.name.empty() &&
                               std::any_of(served.parameters.begin(), served.parameters.end(),
                                           [&](const auto& one) { return one.name == parameter.name; });
        if (parameter.type->takes == Takes::argument && !is_listed) {
            served.parameters.push_back(
                {std::string(parameter.name), is_overload || parameter.is_named_only});
        }
    }
}

void add_reads(const HandlerType& type, const void* object, ServedHook& served) {
    if (type.reads == nullptr) {
        return;
    }
    for (const Read& read : type.reads(object)) {
        if (read.hook == served.hook) {
            served.reads.push_back({std::string(read.argument), read.need, read.changes});
        }
    }
}

ServedHook served_by(const MethodEntry& method, const void* object) {
    const HandlerType& type = *method.type;
    ServedHook served;
    served.hook = method.hook;
    served.takes_next = type.takes_next;
    served.is_reflected = type.is_reflected;
    add_parameters(type, false, served);
    add_reads(type, object, served);
    for (std::size_t i = 0; i < type.overload_count; ++i) {
        add_parameters(*type.overloads[i], true, served);
        add_reads(*type.overloads[i], object, served);
    }
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
bool take_flag(std::string_view& text) {
    return take_number(text) != 0;
}

}  // namespace

const std::string& Served::shown_name() const {
    const auto named = std::find_if(wishes.begin(), wishes.end(),
                                    [](const ServedWish& wish) { return wish.kind == Wish::Kind::named; });
    return named != wishes.end() ? named->name : name;
}

Served served_by(const RegisteredCallback& callback) {
    const CallbackType& type = *callback.type;
    Served served;
    served.is_class = type.name.empty();
    served.name = served.is_class ? type_name(*type.type) : std::string(type.name);
    for (const Wish& wish : type.wishes) {
        served.wishes.push_back({wish.kind, std::string(wish.name)});
    }
    for (std::size_t i = 0; i < type.method_count; ++i) {
        served.hooks.push_back(served_by(type.methods[i], callback.object.object));
    }
    return served;
}

std::string text_of(const Served& served) {
    std::string text;
    append(text, served.name);
    append_number(text, served.is_class);
    append_number(text, served.wishes.size());
    for (const ServedWish& wish : served.wishes) {
        append_number(text, static_cast<std::size_t>(wish.kind));
        append(text, wish.name);
    }
    for (const ServedHook& hook : served.hooks) {
        append(text, hook.hook);
        for (const bool flag : {hook.takes_next, hook.takes_args, hook.says_reads, hook.is_reflected}) {
            append_number(text, flag);
        }
        append_number(text, hook.parameters.size());
        for (const ServedParameter& parameter : hook.parameters) {
            append(text, parameter.name);
            append_number(text, parameter.is_named_only);
        }
        append_number(text, hook.reads.size());
        for (const ServedRead& read : hook.reads) {
            append(text, read.argument);
            append_number(text, static_cast<std::size_t>(read.need));
            append_number(text, read.changes);
        }
    }
    return text;
}

Served served_in(std::string_view text) {
    Served served;
    served.name = take(text);
    served.is_class = take_flag(text);
    served.wishes.resize(take_number(text));
    for (ServedWish& wish : served.wishes) {
        wish.kind = static_cast<Wish::Kind>(take_number(text));
        wish.name = take(text);
    }
    while (!text.empty()) {
        ServedHook& hook = served.hooks.emplace_back();
        hook.hook = take(text);
        for (bool* const flag : {&hook.takes_next, &hook.takes_args, &hook.says_reads, &hook.is_reflected}) {
            *flag = take_flag(text);
        }
        hook.parameters.resize(take_number(text));
        for (ServedParameter& parameter : hook.parameters) {
            parameter.name = take(text);
            parameter.is_named_only = take_flag(text);
        }
        hook.reads.resize(take_number(text));
        for (ServedRead& read : hook.reads) {
            read.argument = take(text);
            read.need = static_cast<Need>(take_number(text));
            read.changes = take_flag(text);
        }
    }
    return served;
}

}  // namespace weft::detail
