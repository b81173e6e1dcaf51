// SPDX-License-Identifier: MIT
// Objects of Python's as errors show them, and texts as C++ reads them.
#pragma once

#include <pybind11/pybind11.h>

#include <string>
#include <string_view>

namespace weft::python::detail {

/// The `repr` of the object, with Python's marks for what is no Unicode. Throws what that raises.
[[nodiscard]] std::string spelled(const pybind11::handle& object);

/// A `str` as UTF-8, with Python's marks for what is no Unicode, as in names of files.
[[nodiscard]] std::string marked_text(const pybind11::handle& text);

/// A `str` as UTF-8, as long as the object lives. Throws Python's error where it has surrogates.
[[nodiscard]] std::string_view text_of(PyObject* text);

}  // namespace weft::python::detail
