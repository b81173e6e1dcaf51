// SPDX-License-Identifier: MIT
// `weft.Fabric` in Python.
#pragma once

#include <weft/fabric.hpp>

#include <pybind11/pybind11.h>

namespace weft::python::detail {

/// The fabric of a Python object. Throws `Error` where it was not initialised. Needs the GIL.
[[nodiscard]] Fabric& fabric_in(PyObject* object);

void add_fabric_class(pybind11::module_& module);

}  // namespace weft::python::detail
