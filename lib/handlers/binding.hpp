// SPDX-License-Identifier: MIT
// Matches a handler's parameters with a call's arguments: by position first, then by name.
#pragma once

#include <weft/detail/handlers/call.hpp>
#include <weft/detail/handlers/handler.hpp>

#include <memory>

namespace weft::detail {

/// Where the parameters of a handler come from. `type` is the handler's own; among overloads, the one chosen.
struct Bound {
    const HandlerType* type;
    std::unique_ptr<ArgumentSource[]> sources;
};

/// Fills in the sources for a handler without overloads. Throws `ArgumentError` where the call cannot fill the parameters.
void bind(const HandlerType& type, const Call& call, ArgumentSource* sources);

/// The same for any handler. Among overloads it chooses the one whose parameters the call can fill, and of several such the one
/// that takes the most arguments. Throws `ArgumentError` also where two of them take equally many. Allocates.
Bound bind_any(const HandlerType& type, const Call& call);

}  // namespace weft::detail
