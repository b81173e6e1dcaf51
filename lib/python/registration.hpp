// SPDX-License-Identifier: MIT
// Registers Python's callbacks and functions with a fabric.
#pragma once

#include <weft/fabric.hpp>

#include <pybind11/pybind11.h>

namespace weft::python::detail {

/// Any callback: an object of a class of weft's own as what it is, any other by its Python methods. Needs the GIL.
[[nodiscard]] Callback to_callback(const pybind11::object& object);

/// Has objects of a bound class, kept by `std::shared_ptr`, handed over as C++ callbacks.
void add_native(const pybind11::object& of_class,
                std::function<Callback(const pybind11::object&)> to_callback);

/// Connects a function. The place of `hook` is what errors name as that of the `connect`. Needs the GIL.
Connection connect_function(Fabric& fabric, const HookName& hook, const pybind11::object& function,
                            weft::detail::Manner&& manner);

}  // namespace weft::python::detail
