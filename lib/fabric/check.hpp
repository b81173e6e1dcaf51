// SPDX-License-Identifier: MIT
// Compares what is being registered with what is declared.
#pragma once

#include "fabric/fabric_state.hpp"

#include <weft/callback.hpp>
#include <weft/extras.hpp>

#include <string>

namespace weft::detail {

/// Whether `every` and `when` ask something that can be answered. If not, `refuse_manner` says why.
inline bool is_right(const Manner& manner) noexcept {
    return manner.period > 0 && (!manner.has_predicate || manner.when);
}

/// `who` is what is registered, after the name of its hook if there is one alone.
[[noreturn]] void refuse_manner(const Manner& manner, const std::string& who);

/// Called on a strict fabric before a handler or a callback is connected. Throws `Error` with a line for each problem.
void check_registration(const FabricState& state, const HookName& hook, const HandlerType& type);
void check_registration(const FabricState& state, const CallbackType& type, const void* object);

}  // namespace weft::detail
