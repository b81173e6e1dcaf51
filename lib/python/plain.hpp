// SPDX-License-Identifier: MIT
// Bools, numbers and texts as Python's own.
#pragma once

#include <weft/detail/arguments/arg_type.hpp>

#include <pybind11/pybind11.h>

#include <string_view>

namespace weft::python::detail {

/// Makes a new reference to a copy of a value, or null with Python's error set. Needs the GIL.
using MakePlain = PyObject* (*)(const void* value);

/// How values of the type are made; null where it is none of these.
[[nodiscard]] MakePlain plain_maker(const weft::detail::ArgType& type);

/// Owns a new reference. Throws Python's error where there is none.
[[nodiscard]] inline pybind11::object stolen(PyObject* object) {
    if (object == nullptr) {
        throw pybind11::error_already_set();
    }
    return pybind11::reinterpret_steal<pybind11::object>(object);
}

/// Bytes that are no UTF-8 become surrogates, as in names of files.
[[nodiscard]] pybind11::object text_to_python(std::string_view text);

}  // namespace weft::python::detail
