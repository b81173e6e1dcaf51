// SPDX-License-Identifier: MIT
// Compares what is being registered with what is declared.
#pragma once

#include "fabric/fabric_state.hpp"

#include <weft/callback.hpp>
#include <weft/extras.hpp>

#include <span>
#include <string>

namespace weft::detail {

/// Whether `every` and `when` ask something that can be answered, and all names are given. If not, `refuse_manner` says why.
bool is_right(const Manner& manner) noexcept;

/// `who` is what is registered, after the name of its hook if there is one alone.
[[noreturn]] void refuse_manner(const Manner& manner, const std::string& who);

/// The name that the wishes give to what is registered, or else the other one.
std::string registered_name(std::span<const Wish> wishes, std::string otherwise);

/// Called on a strict fabric before a handler or a callback is connected. Throws `Error` with a line for each problem.
void check_registration(const FabricState& state, const HookName& hook, const HandlerType& type,
                        const std::string& who);
void check_registration(const FabricState& state, const CallbackType& type, const void* object,
                        const std::string& who);

}  // namespace weft::detail
