// SPDX-License-Identifier: MIT
// The extension module that `import weft` finds. All that it has is in the library, which C++ programs share.
#include <weft/python.hpp>

// NOLINTNEXTLINE(readability-identifier-naming): Python has named it.
extern "C" PYBIND11_EXPORT PyObject* PyInit_weft() {
    return weft::python::detail::init_module();
}
