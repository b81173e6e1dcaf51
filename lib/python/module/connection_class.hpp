// SPDX-License-Identifier: MIT
// `weft.Connection`, `weft.Block`, and what `hooks` returns.
#pragma once

#include <pybind11/pybind11.h>

namespace weft::python::detail {

void add_connection_classes(pybind11::module_& module);

}  // namespace weft::python::detail
