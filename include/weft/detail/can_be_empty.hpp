// SPDX-License-Identifier: MIT
// Which functions may be none.
#pragma once

#include <type_traits>

namespace weft::detail {

/// Whether a value of the type may hold no function: it is a function pointer, a `std::function` or a similar wrapper.
template <class Function>
inline constexpr bool can_be_empty =
    (std::is_pointer_v<Function> || requires { typename Function::result_type; }) &&
    requires(const Function& function) { function == nullptr; };

}  // namespace weft::detail
