// SPDX-License-Identifier: MIT
// Which of two ways leads from an object to its base class: both know what the language converts, and have the same members.
#pragma once

// of               what the description of a type (`ArgType`, `SharedPointer`) says of its base classes.
// find             fills in a path from the class `from` to `Object`. False where the language does not convert a pointer: that is
//                  no base, a private one or an ambiguous one. Needs no object.
// find_of_pointer  the same where `from` is the type of a pointer.
// follow           sets `base` to the base class of the object; false where it turns out to have none that can be taken.
// follow_pointer   the same for what a pointer points to; a null one stays null.
// pointed_to       the class that a pointer points to; null where that is not known.

#include <weft/detail/arguments/described_bases.hpp>
#include <weft/detail/arguments/thrown_bases.hpp>

#include <type_traits>

namespace weft::detail {

using BaseClasses = std::conditional_t<WEFT_DETAIL_TYPE_DESCRIPTIONS == 1, DescribedBases, ThrownBases>;
using BasePath = BaseClasses::Path;

}  // namespace weft::detail
