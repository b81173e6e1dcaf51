// SPDX-License-Identifier: MIT
// What is refused at registration, and against declarations. In this order: who, which hook, what was found, what was
// expected, what to do.
#pragma once

#include <weft/detail/handlers/handler.hpp>
#include <weft/hook_name.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <typeinfo>
#include <vector>

namespace weft::detail {

[[noreturn]] void refuse_empty_hook(const std::string& who);
[[noreturn]] void refuse_empty_declaration(const HookName& hook);
[[noreturn]] void refuse_period(const HookName& hook);
[[noreturn]] void refuse_function(const HookName& hook);
[[noreturn]] void refuse_callback(const std::type_info& type);

// What is wrong with a handler, as one line. `near` is the name that may have been meant.
std::string undeclared_hook(const std::string& who, std::string_view hook,
                            std::optional<std::string_view> near);
std::string undeclared_parameter(const std::string& who, std::string_view hook,
                                 const ParameterInfo& parameter, const std::vector<std::string_view>& passed,
                                 std::optional<std::string_view> near);
[[noreturn]] void refuse_problems(const std::vector<std::string>& problems);

[[noreturn]] void refuse_call(std::string_view hook, std::optional<std::string_view> near);

}  // namespace weft::detail
