// SPDX-License-Identifier: MIT
// Invokes a handler whose kept plan is not for the shape of the call.
#include <weft/detail/handlers/invoker.hpp>

#include "handlers/binding.hpp"
#include "handlers/plan.hpp"

#include <array>
#include <cstddef>

namespace weft::detail {

namespace {

/// With at most so many parameters, a call whose shape is not fixed keeps their sources on the stack.
constexpr std::size_t few_parameters = 16;

}  // namespace

void invoke_unplanned(Handler& handler, Call& call) {
    const Shape& shape = *call.view().shape;
    const HandlerType& type = *handler.type;
    const Plan* plan = handler.plan.load(std::memory_order_acquire);
    if (plan != nullptr && plan->shape == &shape) {  // Overloads: the plan names the one to run.
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
