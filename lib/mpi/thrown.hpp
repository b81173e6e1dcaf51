// SPDX-License-Identifier: MIT
// What an exception is, for ranks that did not see it.
#pragma once

#include "mpi/position.hpp"

#include <exception>
#include <string>
#include <string_view>

namespace weft::detail {

class Ranks;

/// `std::runtime_error: disk full`; the type alone for what is no `std::exception`.
[[nodiscard]] std::string thrown_text(const std::exception_ptr& exception);

/// The position of a rank whose call of the hook has ended by that exception.
[[nodiscard]] Position position_of_thrown(const Ranks& ranks, std::string_view hook,
                                          const std::exception_ptr& exception);

}  // namespace weft::detail
