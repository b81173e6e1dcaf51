// SPDX-License-Identifier: MIT
// A call of every hook that runs no handler.
#include "fabric/inspection.hpp"

#include <vector>

namespace weft::detail {

Inspection::Inspection(const FabricState& state) noexcept
    : call_(state, {&nothing_, nullptr}, nullptr, nullptr) {}

void Inspection::visit(Visit& visit) {
    std::vector<Hook*> hooks;
    call_.state.hooks.for_each([&hooks](Hook& hook) { hooks.push_back(&hook); });
    call_.visit = &visit;
    for (Hook* const hook : hooks) {
        call_.hook = hook;
        emit_signal(*hook, call_);
    }
}

}  // namespace weft::detail
