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

/// Invokes a handler whose `Handler::plan` is not for the call's shape: by the plan of another handler or place that calls the
/// hook, if there is one. Else makes one for a fixed shape, and for any other matches parameters with arguments for this call
/// alone.
void invoke_unplanned(Handler& handler, Call& call);

/// Fills the parameters of the handler and runs it, unless `begin_run` says no. Throws `ArgumentError` where the call cannot fill
/// the parameters, and what the handler throws. `is_announced` is what the call says; the fast path knows it.
template <class Of>
WEFT_DETAIL_ALWAYS_INLINE inline void invoke(Handler& handler, Of& call, bool is_announced) {
    const Plan* const plan = handler.plan.load(std::memory_order_acquire);
    if (plan->shape == call.view().shape) [[likely]] {
        invoke_by(*plan, handler, call, is_announced);
    } else {
        invoke_unplanned(handler, call);
    }
}

}  // namespace weft::detail
