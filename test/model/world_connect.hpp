// SPDX-License-Identifier: MIT
// Connects handlers of each shape, and callbacks, with the extras of a manner.
#pragma once

#include "listeners.hpp"
#include "subject.hpp"

#include <weft/weft.hpp>

namespace model {

weft::Connection connect_handler(weft::Fabric& fabric, std::size_t hook, Shape shape, const Manner& manner,
                                 const Part& part);

/// The same for those with extras of order, of fewer shapes and manners.
weft::Connection connect_in_order(weft::Fabric& fabric, std::size_t hook, Shape shape, const Manner& manner,
                                  const Part& part);

/// The predicate of `manner` says that it is the actor's.
weft::Connection add_callback(weft::Fabric& fabric, weft::Callback callback, const Manner& manner,
                              Behaviour& behaviour, Actor actor);

}  // namespace model
