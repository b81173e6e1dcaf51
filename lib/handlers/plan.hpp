// SPDX-License-Identifier: MIT
// Plans are made by the first call of a shape and shared by all threads.
#pragma once

#include <weft/detail/handlers/call.hpp>
#include <weft/detail/handlers/handler.hpp>

namespace weft::detail {

/// The plan of the handler for the call's shape, which is a fixed one: found or made; of overloads, for the one that fits
/// best. Throws `ArgumentError` where none does. Takes no lock.
const Plan& plan_for(Handler& handler, const Call& call);

}  // namespace weft::detail
