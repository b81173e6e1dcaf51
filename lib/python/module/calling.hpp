// SPDX-License-Identifier: MIT
// The members of `weft.Fabric` that call hooks.
#pragma once

#include <pybind11/pybind11.h>

namespace weft::python::detail {

/// Gives the class `call`, `around`, `collect` and `first`. Not by pybind11, whose way to a function costs more than a call.
void add_calling(const pybind11::object& fabric_class);

}  // namespace weft::python::detail
