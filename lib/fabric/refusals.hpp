// SPDX-License-Identifier: MIT
// Errors at registration, and about hooks and arguments that are not declared. Each text says, in this order: who, which hook,
// what was found, what was expected, what to do. All functions that do not return throw `Error`.
#pragma once

#include <weft/detail/handlers/handler.hpp>
#include <weft/detail/handlers/wish.hpp>
#include <weft/hook_name.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <typeinfo>
#include <vector>

namespace weft::detail {

// At registration. `who` is the handler or the declaration; `hook` also knows the file and line of `connect`.
[[noreturn]] void refuse_empty_hook(const std::string& who);
[[noreturn]] void refuse_empty_declaration(const HookName& hook);
/// `on_step: handler at main.cpp:12`: a function, on the hook that it is connected to.
std::string place_name(const HookName& hook);
std::string place_name(const HookName& hook, const std::string& who);
/// A name of the extras of order.
[[noreturn]] void refuse_empty_name(const std::string& who, Wish::Kind kind);
[[noreturn]] void refuse_period(const std::string& who);
[[noreturn]] void refuse_predicate(const std::string& who);
[[noreturn]] void refuse_function(const HookName& hook);
/// The body of a call by `around`.
[[noreturn]] void refuse_body(const HookName& hook);
[[noreturn]] void refuse_callback(const std::type_info& type);

// What is wrong with a handler, as one line. `passed` are the arguments that are declared, `near` a name that may have been
// meant.
std::string undeclared_hook(const std::string& who, std::string_view hook,
                            std::optional<std::string_view> near);
std::string undeclared_parameter(const std::string& who, std::string_view hook,
                                 const ParameterInfo& parameter, const std::vector<std::string_view>& passed,
                                 std::optional<std::string_view> near);
/// A name that an extra of order asks for.
std::string unknown_name(const std::string& who, std::string_view hook, Wish::Kind kind,
                         std::string_view name, std::optional<std::string_view> near);
/// With a line for each.
[[noreturn]] void refuse_problems(const std::vector<std::string>& problems);

/// A call of an undeclared hook on a strict fabric.
[[noreturn]] void refuse_call(std::string_view hook, std::optional<std::string_view> near);

}  // namespace weft::detail
