// SPDX-License-Identifier: MIT
// Refuses, with `ArgumentError`, a call whose arguments cannot fill a handler's parameters. Each text says in this order: who,
// which hook, what was found, what was expected, what to do. `type` is the type of the handler or of one of its overloads,
// `parameter` the place of a parameter of it, `index` the place of an argument of the call.
#pragma once

#include <weft/detail/handlers/call.hpp>
#include <weft/detail/handlers/handler.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace weft::detail {

/// `'loss' (double)`, or `parameter 1 (double)`.
std::string spell_parameter(const ParameterInfo& info, std::size_t parameter);

/// The call has no argument for a parameter without a default.
[[noreturn]] void refuse_absent(const HandlerType& type, const Call& call, std::size_t parameter);
/// The argument has a type that does not fill the parameter, or is const.
[[noreturn]] void refuse_argument(const HandlerType& type, const Call& call, std::size_t parameter,
                                  std::size_t index, Match match);
/// The call passes the parameter's argument by position and by name.
[[noreturn]] void refuse_both(const HandlerType& type, const Call& call, std::size_t parameter,
                              std::size_t index);
/// The call cannot fill the parameters of any overload.
[[noreturn]] void refuse_overloads(const HandlerType& type, const Call& call);
/// The call can fill both overloads with equally many arguments.
[[noreturn]] void refuse_tie(const Call& call, const HandlerType& one, const HandlerType& other);
/// The argument cannot be kept for a handler that runs when the call has returned.
[[noreturn]] void refuse_to_defer(const Call& call, std::size_t index);

// Of a `Next`. `who` is the name of the handler that it was given.
[[noreturn]] void refuse_next_again(std::string_view hook, const std::string& who);
[[noreturn]] void refuse_next_elsewhere(std::string_view hook, const std::string& who);
/// Of a callback that is to run in the background.
[[noreturn]] void refuse_next_later(std::string_view hook, const std::string& who);

/// Of wishes for an order. Each of `circle` has to precede the next, and the last one the first. `who` closes it.
[[noreturn]] void refuse_circle(std::string_view hook, const std::string& who,
                                const std::vector<std::string>& circle);

// Of a callback that is made at run time. `who` is its name.
[[noreturn]] void refuse_no_name();
[[noreturn]] void refuse_no_hook(std::string_view who);
[[noreturn]] void refuse_hook_twice(std::string_view who, std::string_view hook);
[[noreturn]] void refuse_hooks(std::string_view who, std::string_view hook, std::size_t most);
[[noreturn]] void refuse_no_function(std::string_view who, std::string_view hook);
[[noreturn]] void refuse_parameter(std::string_view who, std::string_view hook, std::string_view name);

}  // namespace weft::detail
