// SPDX-License-Identifier: MIT
// What an exception says, for the texts of ready-made callbacks.
#pragma once

#include <exception>
#include <string>

namespace weft::detail {

/// What a `std::exception` says, as it is; words of our own for another exception, and for none.
std::string thrown_text(const std::exception_ptr& exception);

}  // namespace weft::detail
