// SPDX-License-Identifier: MIT
// Observers and `on_error`, with the classes that they see: `weft.Event` and `weft.Failure`.
#pragma once

#include <weft/fabric.hpp>

#include <pybind11/pybind11.h>

#include <functional>

namespace weft::python::detail {

/// Observes the fabric by a function, or by an object of a class that `add_native_observer` knows. Needs the GIL.
Connection observe(Fabric& fabric, const pybind11::object& observer);

/// Sets the function; None: the default. Needs the GIL.
void on_error(Fabric& fabric, const pybind11::object& handler);

/// Has objects of a bound class observe as the C++ objects that they are.
void add_native_observer(const pybind11::object& of_class,
                         std::function<Connection(Fabric&, const pybind11::object&)> observe);

void add_observing(pybind11::module_& module);

}  // namespace weft::python::detail
