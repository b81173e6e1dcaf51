// SPDX-License-Identifier: MIT
// Shapes of calls from Python that are kept, so that handlers keep their plans for them.
#pragma once

#include <weft/detail/arguments/shape.hpp>

#include <pybind11/pybind11.h>

#include <cstddef>

namespace weft::python::detail {

/// A fixed shape with the same names and types, or null where too many different ones are kept already. The texts of the names are
/// those of Python's interned ones in the tuple `names`, which may be null. A shape keeps it, so that no other name comes to lie
/// where one of its own was: they are told apart by their addresses. Needs the GIL.
[[nodiscard]] const weft::detail::Shape* fixed_shape(const weft::detail::ArgInfo* infos, std::size_t count,
                                                     std::size_t positional, PyObject* names);

}  // namespace weft::python::detail
