// SPDX-License-Identifier: MIT
// What weft says when it refuses: every run-time text stands in messages.cpp. In this order: who, which hook, what was
// found, what was expected, what to do.
#pragma once

#include <weft/detail/handler.hpp>
#include <weft/hook_name.hpp>
#include <weft/quarantine.hpp>

#include <cstddef>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <typeinfo>
#include <vector>

namespace weft::detail {

/// `MyCallback`, or `handler at main.cpp:12` for a function.
std::string handler_name(const HandlerType* type, const char* file, int line);

// In a call: `type` is the handler's or that of one overload, `parameter` the place among its parameters, `index` among
// the call's arguments.
[[noreturn]] void refuse_absent(const Handler& handler, const HandlerType& type, const Call& call,
                                std::size_t parameter);
[[noreturn]] void refuse_argument(const Handler& handler, const HandlerType& type, const Call& call,
                                  std::size_t parameter, std::size_t index, Match match);
[[noreturn]] void refuse_both(const Handler& handler, const HandlerType& type, const Call& call,
                              std::size_t parameter, std::size_t index);
[[noreturn]] void refuse_overloads(const Handler& handler, const Call& call);
[[noreturn]] void refuse_tie(const Handler& handler, const Call& call, const HandlerType& one,
                             const HandlerType& other);

// At registration.
[[noreturn]] void refuse_empty_hook(const std::string& who);
[[noreturn]] void refuse_empty_declaration(const HookName& hook);
[[noreturn]] void refuse_period(const HookName& hook);
[[noreturn]] void refuse_function(const HookName& hook);
[[noreturn]] void refuse_callback(const std::type_info& type);

// Against declarations.
std::string undeclared_hook(const std::string& who, std::string_view hook,
                            std::optional<std::string_view> near);
std::string undeclared_parameter(const std::string& who, std::string_view hook,
                                 const ParameterInfo& parameter, const std::vector<std::string_view>& passed,
                                 std::optional<std::string_view> near);
[[noreturn]] void refuse_call(std::string_view hook, std::optional<std::string_view> near);
[[noreturn]] void refuse_problems(const std::vector<std::string>& problems);

// Of a failure.
/// `std::runtime_error: no network`, or the type alone for what is no `std::exception`.
std::string spell_exception(const std::exception_ptr& exception);
std::string spell_quarantined(const Quarantined& handler);
/// What is said once of a stream that does not take a line; `error` is an `errno`, or -1 where the system gives none.
std::string spell_lost_line(std::string_view who, std::string_view stream, int error);
[[noreturn]] void refuse_quarantine();
[[noreturn]] void refuse_report();

// In a map.
[[noreturn]] void refuse_name(std::string_view where, std::string_view name);
[[noreturn]] void refuse_copy(const ArgInfo& info);

}  // namespace weft::detail
