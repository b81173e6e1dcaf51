// SPDX-License-Identifier: MIT
// Shapes of calls from Python that are kept, so that handlers keep their plans for them.
#pragma once

#include <weft/detail/arguments/shape.hpp>

#include <cstddef>

namespace weft::python::detail {

/// A fixed shape with the same names and types, or null where too many different ones are kept already. The texts of the names are
/// Python's interned ones, which stay, so that they are told apart by their addresses. Needs the GIL.
[[nodiscard]] const weft::detail::Shape* fixed_shape(const weft::detail::ArgInfo* infos, std::size_t count,
                                                     std::size_t positional);

}  // namespace weft::python::detail
