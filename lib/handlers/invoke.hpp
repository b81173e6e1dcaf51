// SPDX-License-Identifier: MIT
// Invokes a handler. The hot path of the library's side: where the handler keeps the plan for the call's shape, one question is
// asked, and one function of the program called.
#pragma once

#include <weft/detail/export.hpp>
#include <weft/detail/handlers/call.hpp>
#include <weft/detail/handlers/handler.hpp>

namespace weft::detail {

/// Invokes the handler by a plan for the call's shape, which may name one of several overloads. `Of` is what is known of the
/// call's type.
template <class Of>
WEFT_DETAIL_ALWAYS_INLINE inline void invoke_by(const Plan& plan, Handler& handler, Of& call,
                                                bool is_announced) {
    const HandlerType& type = *plan.type;
    // Where the direct way is one of its own, nothing is left to refuse.
    const bool may_refuse = plan.invoke == type.invoke_from;
    if (is_announced && !may_refuse && !call.begin_run(handler)) {
        return;
    }
    plan.invoke(type, handler, call, plan.sources());
}

/// The plan for the shape in a ring of plans, searched from one that is in it; null where there is none.
WEFT_DETAIL_ALWAYS_INLINE inline const Plan* find_plan(const Plan* begin, const Shape* shape) noexcept {
    const Plan* plan = begin;
    while (plan->shape != shape) [[unlikely]] {
        plan = plan->next.load(std::memory_order_acquire);
        if (plan == begin) {
            return nullptr;
        }
    }
    return plan;
}

/// Invokes a handler for a shape of which its ring has no plan, or whose lazy values have to be made. Makes the plan for a fixed
/// shape, and for any other matches parameters with arguments for this call alone.
WEFT_DETAIL_NO_INLINE void bind_and_invoke(Handler& handler, Call& call);

/// Fills the parameters of the handler and runs it, unless `begin_run` says no. Throws `ArgumentError` where the call cannot fill
/// the parameters, and what the handler throws. `is_announced` is what the call says; the fast path knows it.
template <class Of>
WEFT_DETAIL_ALWAYS_INLINE inline void invoke(Handler& handler, Of& call, bool is_announced) {
    // First the plan that the handler has used first, then those of other handlers of its type, and of other places that call.
    const Plan* const plan = find_plan(handler.plan.load(std::memory_order_acquire), call.view().shape);
    if (plan != nullptr) [[likely]] {
        invoke_by(*plan, handler, call, is_announced);
    } else {
        bind_and_invoke(handler, call);
    }
}

}  // namespace weft::detail
