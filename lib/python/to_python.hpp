// SPDX-License-Identifier: MIT
// C++ values as Python's objects.
#pragma once

#include <weft/detail/arguments/shape.hpp>

#include <pybind11/pybind11.h>

namespace weft::python::detail {

/// A value on its way to Python.
struct Outgoing {
    const weft::detail::ArgType* type;
    void* value;  ///< Made, where it is lazy.
    bool is_mutable;
    bool is_view;  ///< Whether the handler asks for it without a copy.
};

/// A new object; null where Python knows no class for the type. `is_lent` says whether the object refers to the value, and is to
/// be taken back. Needs the GIL.
[[nodiscard]] pybind11::object to_python(const Outgoing& outgoing, bool& is_lent);

/// The same for an argument of a call, with a copy of what it may refer to. A lazy one is made. Throws `ArgumentError`, which
/// begins with who asks, where there is no class.
[[nodiscard]] pybind11::object argument_to_python(const weft::detail::View& view, std::size_t index);

/// The object that Python itself has passed as this argument; null for an argument of C++.
[[nodiscard]] pybind11::object passed_by_python(const weft::detail::View& view, std::size_t index);

}  // namespace weft::python::detail
