// SPDX-License-Identifier: MIT
// Holds what is being registered against what is declared.
#pragma once

#include "fabric/fabric_state.hpp"

#include <weft/callback.hpp>

namespace weft::detail {

/// For a strict fabric, before a handler or a callback is connected. Throws `Error` with all that does not fit.
void check_registration(const FabricState& state, const HookName& hook, const HandlerType& type);
void check_registration(const FabricState& state, const CallbackType& type);

}  // namespace weft::detail
