// SPDX-License-Identifier: MIT
// What Python gets by reference, for the time of a call: lent objects and arrays, and what becomes of those that are kept.
#pragma once

#include <pybind11/pybind11.h>

namespace weft::python::detail {

/// The object of a bound class that is there, as Python's own one where Python has it already. `is_lent` says whether not.
[[nodiscard]] pybind11::object lend(void* value, const pybind11::detail::type_info& type, bool& is_lent);

/// Whether Python keeps what it was lent, beside the one reference of weft's. Looks for garbage first.
[[nodiscard]] bool is_kept(PyObject* lent);

/// Takes back an object or an array: whatever is done with it raises `ReferenceError` from then on. Only for what was lent.
void expire(PyObject* lent);

}  // namespace weft::python::detail
