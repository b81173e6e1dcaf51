// SPDX-License-Identifier: MIT
// The name of a handler in errors and reports.
#pragma once

#include <weft/detail/handlers/handler.hpp>

#include <string>

namespace weft::detail {

/// `MyCallback`, or `handler at main.cpp:12` for a function. A null `type` counts as a function.
std::string handler_name(const HandlerType* type, const char* file, int line);

}  // namespace weft::detail
