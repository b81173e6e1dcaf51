// SPDX-License-Identifier: MIT
// What an exception says of itself.
#pragma once

#include <exception>
#include <string>

namespace weft::detail {

/// `std::runtime_error: no network`, or the type alone for what is no `std::exception`.
std::string exception_text(const std::exception_ptr& exception);

}  // namespace weft::detail
