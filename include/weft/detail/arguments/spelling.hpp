// SPDX-License-Identifier: MIT
// Spells what a call passes.
#pragma once

#include <weft/detail/arguments/shape.hpp>
#include <weft/detail/export.hpp>

#include <string>

namespace weft::detail {

/// `{loss, <double>}`: the name of each argument, or its type where it has no name.
WEFT_API std::string list_names(const View& view);

}  // namespace weft::detail
