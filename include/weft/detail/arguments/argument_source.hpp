// SPDX-License-Identifier: MIT
// Where a parameter's value comes from. Found once for each shape of call, and kept in a plan for the calls after it.
#pragma once

#include <weft/detail/arguments/base_class.hpp>
#include <weft/detail/arguments/conversion.hpp>

#include <cstddef>
#include <cstdint>

namespace weft::detail {

struct ArgumentSource {
    static constexpr std::int32_t absent = -1;

    std::int32_t index = absent;  ///< Place among the call's arguments.
    Convert convert = nullptr;    ///< Null where the value is taken as it is.
    BasePath base{};              ///< From the argument to the base class that the parameter asks for.
    /// How many optionals deep the argument is, where an optional is taken as it is and not as what it holds.
    std::uint8_t optionals = 0;
};

/// Whether an argument can fill a parameter, by their types alone.
enum class Match : std::uint8_t { yes, wrong_type, is_const };

}  // namespace weft::detail
