// SPDX-License-Identifier: MIT
// The texts of errors at registration, and of errors about hooks and arguments that are not declared.
#include "fabric/refusals.hpp"

#include "arguments/spelling.hpp"
#include "handlers/handler_name.hpp"
#include "handlers/refusals.hpp"

#include <weft/detail/text/escaped.hpp>
#include <weft/error.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>  // fmt 11 keeps join here

#include <algorithm>

namespace weft::detail {

std::string place_name(const HookName& hook) {
    return place_name(hook, handler_name(nullptr, hook.file(), hook.line()));
}

std::string place_name(const HookName& hook, const std::string& who) {
    return fmt::format("{}: {}", escaped(hook.text()), who);
}

void refuse_empty_name(const std::string& who, Wish::Kind kind) {
    const std::string_view extra = kind == Wish::Kind::named    ? "named"
                                   : kind == Wish::Kind::before ? "before"
                                                                : "after";
    throw Error(
        fmt::format("{}: a name given to {} is empty, expected what a callback is called", who, extra));
}

void refuse_empty_hook(const std::string& who) {
    throw Error(fmt::format("{}: the hook's name is empty, expected the name of a moment of the loop", who));
}

void refuse_empty_declaration(const HookName& hook) {
    refuse_empty_hook(fmt::format("declare at {}:{}", hook.file(), hook.line()));
}

void refuse_period(const std::string& who) {
    throw Error(fmt::format("{}: every(0) would never run it, expected every(n) with n of at least 1", who));
}

void refuse_predicate(const std::string& who) {
    throw Error(fmt::format("{}: the predicate of when is empty, expected one that can be called", who));
}

void refuse_function(const HookName& hook) {
    throw Error(fmt::format("{}: the function is empty, expected one that can be called", place_name(hook)));
}

void refuse_body(const HookName& hook) {
    throw Error(fmt::format("{}: around at {}:{}: the body is empty, expected a function that can be called",
                            escaped(hook.text()), hook.file(), hook.line()));
}

void refuse_callback(const std::type_info& type) {
    throw Error(fmt::format("{}: the pointer to the callback is null or has expired, expected an object",
                            type_name(type)));
}

std::string undeclared_hook(const std::string& who, std::string_view hook,
                            std::optional<std::string_view> near) {
    return fmt::format("{}: {} listens to a hook that is not declared{}", escaped(hook), who, suggest(near));
}

std::string undeclared_parameter(const std::string& who, std::string_view hook,
                                 const ParameterInfo& parameter, const std::vector<std::string_view>& passed,
                                 std::optional<std::string_view> near) {
    std::vector<std::string> names(passed.size());
    std::transform(passed.begin(), passed.end(), names.begin(), escaped);
    return fmt::format("{}: {} takes {}, which the hook is not declared to pass; it passes {{{}}}{}",
                       escaped(hook), who, spell_parameter(parameter, 0), fmt::join(names, ", "),
                       suggest(near));
}

std::string unknown_name(const std::string& who, std::string_view hook, Wish::Kind kind,
                         std::string_view name, std::optional<std::string_view> near) {
    return fmt::format("{}: {} asks to be {} '{}', a name that nobody in the fabric has{}", escaped(hook),
                       who, kind == Wish::Kind::before ? "before" : "after", escaped(name), suggest(near));
}

void refuse_call(std::string_view hook, std::optional<std::string_view> near) {
    throw Error(fmt::format("{}: the call of a hook that is not declared, on a strict fabric{}",
                            escaped(hook), suggest(near)));
}

void refuse_problems(const std::vector<std::string>& problems) {
    throw Error(fmt::format("{}", fmt::join(problems, "\n")));
}

}  // namespace weft::detail
