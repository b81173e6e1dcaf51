// SPDX-License-Identifier: MIT
// Finds the plan for a handler and a call. The first call of a shape makes it; all threads share it.
#pragma once

#include <weft/detail/handlers/call.hpp>
#include <weft/detail/handlers/handler.hpp>

namespace weft::detail {

/// Whether the parameter takes the value of a lazy argument. One that is known by its name alone takes none.
inline bool takes_lazy(const ParameterInfo& parameter, const Shape& shape,
                       const ArgumentSource& source) noexcept {
    return source.index != ArgumentSource::absent && shape.infos[source.index].is_lazy &&
           parameter.type->id != nullptr;
}
/// Whether one of the parameters does.
bool takes_lazy(const HandlerType& type, const Shape& shape, const ArgumentSource* sources) noexcept;

/// Finds or makes the plan for the handler and the call's shape, which must be a fixed one. Among overloads the plan is for
/// the one that fits best. Throws `ArgumentError` where the call cannot fill the parameters. Takes no lock.
const Plan& plan_for(Handler& handler, const Call& call);

/// Deletes a ring of plans, whose handlers nobody runs any more.
void delete_plans(const Plan* first) noexcept;

}  // namespace weft::detail
