// SPDX-License-Identifier: MIT
// The ready-made callbacks and observers as classes of Python.
#pragma once

#include <pybind11/pybind11.h>

namespace weft::python::detail {

void add_ready_made(pybind11::module_& module);

}  // namespace weft::python::detail
