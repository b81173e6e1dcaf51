// SPDX-License-Identifier: MIT
// Describes an exception of any type in one line.
#pragma once

#include <weft/detail/export.hpp>

#include <exception>
#include <string>

namespace weft::detail {

/// `std::runtime_error: no network`. For what is no `std::exception` the type alone, where that is known.
WEFT_API std::string exception_text(const std::exception_ptr& exception);

}  // namespace weft::detail
