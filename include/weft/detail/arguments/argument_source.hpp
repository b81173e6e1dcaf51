// SPDX-License-Identifier: MIT
// Where a parameter's value comes from: which argument it takes, and how that is converted.
#pragma once

#include <weft/detail/arguments/base_class.hpp>
#include <weft/detail/arguments/conversion.hpp>
#include <weft/detail/arguments/shape.hpp>

#include <cstddef>
#include <cstdint>

namespace weft::detail {

/// Found when a call is matched with a handler; a plan keeps it for all later calls of the same shape.
struct ArgumentSource {
    /// The call has no argument for the parameter, which takes its default or an empty optional. Also for `const Args&`.
    static constexpr std::int32_t absent = -1;

    std::int32_t index = absent;  ///< Place among the call's arguments, or `absent`.
    Convert convert = nullptr;    ///< Null where the value is taken as it is.
    BasePath base{};              ///< The path to the base class that the parameter takes.
    /// Where the argument is a `std::optional` that is taken as one: how many are nested in its type. Else 0.
    std::uint8_t optionals = 0;
};

/// Whether an argument can fill a parameter, by their types alone. `is_const`: it could if the argument were not const.
enum class Match : std::uint8_t { yes, wrong_type, is_const };

}  // namespace weft::detail
