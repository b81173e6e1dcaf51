// SPDX-License-Identifier: MIT
// Emits the signal of each hook with a visit, which is shown the handlers in place of running them.
#include "fabric/inspection.hpp"

#include "engine/order.hpp"

namespace weft::detail {

Inspection::Inspection(const FabricState& state) noexcept
    : call_(state, {&nothing_, nullptr}, nullptr, nullptr) {}

void Inspection::visit(Visit& visit) {
    if (hooks_.empty()) {
        // Copied first: a signal must not be emitted with the table's mutex locked.
        call_.state.hooks.for_each([this](Hook& hook) { hooks_.push_back(&hook); });
    }
    call_.visit = &visit;
    for (Hook* const hook : hooks_) {
        call_.hook = hook;
        emit_hook(*hook, call_);
    }
}

}  // namespace weft::detail
