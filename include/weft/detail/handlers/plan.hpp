// SPDX-License-Identifier: MIT
// A plan: which argument of a call fills which parameter of a handler.
#pragma once

#include <weft/detail/arguments/argument_source.hpp>
#include <weft/detail/export.hpp>

#include <atomic>

namespace weft::detail {

struct Call;
struct Handler;
struct HandlerType;

/// Runs a handler with parameters from sources. `type` is that of the handler, or one of its overloads.
using Invoke = void (*)(const HandlerType& type, Handler& handler, Call& call, const ArgumentSource* sources);

/// The sources of all parameters of one handler type for one fixed shape. Made by the first call of that shape that invokes
/// such a handler, and kept until the program ends. The sources follow in the same block of memory, as a call reads both.
struct Plan {
    /// The shape of the calls that need nothing but the plan. Null where lazy values have to be made first.
    const Shape* shape;
    /// The plan of another shape for the same handler type. They are a ring, so that a search may begin at any of them.
    mutable std::atomic<const Plan*> next;
    const HandlerType* type;  ///< The type to run; among overloads, the one chosen for this shape.
    Invoke invoke;            ///< The type's `invoke_direct` if that will do, else its `invoke_from`.
    const Shape* made_for;    ///< The shape that the sources are for.

    [[nodiscard]] const ArgumentSource* sources() const noexcept {
        return reinterpret_cast<const ArgumentSource*>(this + 1);
    }
};

/// The plan of a handler that has none yet: for no shape, in a ring of its own. With it, a call has one question less to ask.
WEFT_API extern const Plan no_plan;

}  // namespace weft::detail
