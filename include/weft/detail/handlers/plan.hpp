// SPDX-License-Identifier: MIT
// A plan: which argument of a call fills which parameter of a handler.
#pragma once

#include <weft/detail/arguments/argument_source.hpp>

namespace weft::detail {

struct HandlerType;

/// The sources of all parameters of one handler type for one fixed shape. Made by the first call of that shape, kept until
/// the program ends. The sources follow it in the same piece of memory, as a call goes from one to the other.
struct Plan {
    const Shape* shape;
    const Plan* next;         ///< Another shape's, of the same handler type.
    const HandlerType* type;  ///< The type whose parameters these are: of overloads, the chosen one.
    bool is_direct;           ///< Whether every parameter takes its argument as it is.

    [[nodiscard]] const ArgumentSource* sources() const noexcept {
        return reinterpret_cast<const ArgumentSource*>(this + 1);
    }
};

}  // namespace weft::detail
