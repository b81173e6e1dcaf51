// SPDX-License-Identifier: MIT
// The module `weft`.
#pragma once

#include <pybind11/pybind11.h>

namespace weft::python::detail {

/// Makes the module, once in a process. Throws `Error` in a sub-interpreter.
[[nodiscard]] pybind11::module_ make_module();

/// The module, which is made where Python has not imported it. Throws `Error` where it is that of another weft-python.
[[nodiscard]] pybind11::module_ import_or_make();

}  // namespace weft::python::detail
