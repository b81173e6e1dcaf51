// SPDX-License-Identifier: MIT
// The way of a call whose shape a handler has not met last.
#include <weft/detail/handlers/invoker.hpp>

#include "handlers/binding.hpp"
#include "handlers/plan.hpp"

#include <array>
#include <cstddef>

namespace weft::detail {

namespace {

/// As many parameters as a handler may have before a call of a shape that does not last allocates.
constexpr std::size_t few_parameters = 16;

}  // namespace

void invoke_unplanned(Handler& handler, Call& call) {
    const Shape& shape = *call.view().shape;
    const HandlerType& type = *handler.type;
    const Plan* plan = handler.plan.load(std::memory_order_acquire);
    if (plan != nullptr && plan->shape == &shape) {  // Of overloads, whose plan names the one to run.
        plan->type->invoke_from(*plan->type, handler, call, plan->sources());
    } else if (shape.is_fixed) {
        const Plan& found = plan_for(handler, call);
        found.type->invoke_from(*found.type, handler, call, found.sources());
    } else if (type.overload_count == 0 && type.parameter_count <= few_parameters) {
        std::array<ArgumentSource, few_parameters> sources;
        bind(type, call, sources.data());
        type.invoke_from(type, handler, call, sources.data());
    } else {
        const Bound bound = bind_any(type, call);
        bound.type->invoke_from(*bound.type, handler, call, bound.sources.get());
    }
}

}  // namespace weft::detail
