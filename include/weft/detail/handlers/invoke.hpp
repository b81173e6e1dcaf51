// SPDX-License-Identifier: MIT
// Invokes a handler of a callback that no fabric keeps, for one that stands in for it.
#pragma once

#include <weft/detail/export.hpp>
#include <weft/detail/handlers/call.hpp>
#include <weft/detail/handlers/handler.hpp>

namespace weft::detail {

/// Invokes the handler of that type and object in place of `stand_in`, under whose registration it runs. Throws what it throws, and
/// `ArgumentError` where the call cannot fill its parameters: then `Call::ran` does not count it.
WEFT_API void invoke_behind(const Handler& stand_in, const HandlerType& type, void* object, Call& call);

}  // namespace weft::detail
