// SPDX-License-Identifier: MIT
// The name of a handler in errors and reports.
#pragma once

#include <weft/detail/handlers/hooks_of.hpp>

#include <string>

namespace weft::detail {

/// `MyCallback`, the name that a callback was given at run time, or `handler at main.cpp:12` for a function. A null `type`
/// counts as a function.
std::string handler_name(const HandlerType* type, const char* file, int line);

/// The same for a callback as a whole.
std::string callback_name(const CallbackType& type);

}  // namespace weft::detail
