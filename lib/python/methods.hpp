// SPDX-License-Identifier: MIT
// Which methods of a Python object serve hooks.
#pragma once

#include <pybind11/pybind11.h>

#include <string>
#include <vector>

namespace weft::python::detail {

struct FoundMethod {
    std::string hook;
    pybind11::object function;  ///< Bound to the object.
};

/// The public methods of the object, its own before those of its class, and those before inherited ones. Runs neither properties nor
/// `__getattr__`.
[[nodiscard]] std::vector<FoundMethod> methods_of(const pybind11::object& object);

/// What errors and reports call the object: the name of its class.
[[nodiscard]] std::string name_of(const pybind11::object& object);

/// Whether the name is one that loops give to hooks: `on_...` or `around_...`.
[[nodiscard]] bool is_named_as_hook(const std::string& name) noexcept;

}  // namespace weft::python::detail
