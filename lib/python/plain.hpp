// SPDX-License-Identifier: MIT
// Bools, numbers and texts as Python's own.
#pragma once

#include <weft/detail/arguments/arg_type.hpp>

#include <pybind11/pybind11.h>

#include <string_view>

namespace weft::python::detail {

/// A copy of the value; null where its type is none of these. Needs the GIL.
[[nodiscard]] pybind11::object plain_to_python(const weft::detail::ArgType& type, const void* value);

/// Bytes that are no UTF-8 become surrogates, as in names of files.
[[nodiscard]] pybind11::object text_to_python(std::string_view text);

}  // namespace weft::python::detail
