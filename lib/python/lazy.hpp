// SPDX-License-Identifier: MIT
// `weft.lazy`: an argument that a Python function makes when somebody wants it.
#pragma once

#include <pybind11/pybind11.h>

namespace weft::python::detail {

/// The function, borrowed; null for any other object.
[[nodiscard]] PyObject* find_lazy(PyObject* object) noexcept;

void add_lazy(pybind11::module_& module);

}  // namespace weft::python::detail
