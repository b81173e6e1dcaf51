// SPDX-License-Identifier: MIT
// Compares what is being registered with what is declared.
#pragma once

#include "fabric/fabric_state.hpp"

#include <weft/callback.hpp>
#include <weft/extras.hpp>

#include <string>

namespace weft::detail {

/// Refuses `every(0)` and an empty predicate. `who` is what is registered, after the name of its hook if there is one alone.
void check_manner(const Manner& manner, const std::string& who);

/// Called on a strict fabric before a handler or a callback is connected. Throws `Error` with a line for each problem.
void check_registration(const FabricState& state, const HookName& hook, const HandlerType& type);
void check_registration(const FabricState& state, const CallbackType& type);

}  // namespace weft::detail
