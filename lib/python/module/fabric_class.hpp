// SPDX-License-Identifier: MIT
// `weft.Fabric` in Python.
#pragma once

#include "python/kept.hpp"

#include <weft/fabric.hpp>

#include <pybind11/pybind11.h>

namespace weft::python::detail {

/// The fabric of a Python object. Throws `Error` where it was not initialised. Needs the GIL.
[[nodiscard]] Fabric& fabric_in(PyObject* object);

/// What the fabric keeps for Python; null for a fabric that Python does not own. Needs the GIL.
[[nodiscard]] Keeper* keeper_of(const Fabric& fabric) noexcept;

void add_fabric_class(pybind11::module_& module);

}  // namespace weft::python::detail
