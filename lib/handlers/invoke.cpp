// SPDX-License-Identifier: MIT
// Invokes a handler whose kept plan is not for the shape of the call.
#include "handlers/invoke.hpp"

#include "handlers/binding.hpp"
#include "handlers/plan.hpp"

#include <weft/detail/handlers/invoke.hpp>

#include <array>
#include <cstddef>

namespace weft::detail {

namespace {

/// With at most so many parameters, a call whose shape is not fixed keeps their sources on the stack.
constexpr std::size_t few_parameters = 16;

/// Makes the lazy values that the parameters take, which then lie where all values do, and runs the handler.
void make_and_invoke(const HandlerType& type, Handler& handler, Call& call, const ArgumentSource* sources) {
    struct Restore {
        Call& call;
        const bool is_announced;
        ~Restore() { call.is_announced = is_announced; }
    } const restore{call, call.is_announced};
    const View& view = call.view();
    for (std::size_t i = 0; i < type.parameter_count; ++i) {
        if (takes_lazy(type.parameters[i], *view.shape, sources[i])) {
            call.is_announced = true;  // What runs to make the value may disconnect the handler.
            const auto index = static_cast<std::size_t>(sources[i].index);
            const_cast<void*&>(view.values[index]) =
                taken(view.shape->infos[index], view.at(index), view.asker);
        }
    }
    type.invoke_from(type, handler, call, sources);
}

}  // namespace

void bind_and_invoke(Handler& handler, Call& call) {
    const Shape& shape = *call.view().shape;
    const HandlerType& type = *handler.type;
    if (shape.is_fixed) {
        const Plan& plan = plan_for(handler, call);
        if (plan.shape != nullptr) {
            invoke_by(plan, handler, call, call.is_announced);
        } else {
            make_and_invoke(*plan.type, handler, call, plan.sources());
        }
    } else if (type.overload_count == 0 && type.parameter_count <= few_parameters) {
        std::array<ArgumentSource, few_parameters> sources;
        bind(type, call, sources.data());
        make_and_invoke(type, handler, call, sources.data());
    } else {
        const Bound bound = bind_any(type, call);
        make_and_invoke(*bound.type, handler, call, bound.sources.get());
    }
}

void invoke_behind(const Handler& stand_in, const HandlerType& type, void* object, Call& call) {
    Handler handler;
    handler.type = &type;
    handler.object = object;
    handler.registration = stand_in.registration;
    invoke(handler, call, call.is_announced);
}

}  // namespace weft::detail
