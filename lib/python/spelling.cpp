// SPDX-License-Identifier: MIT
// Asks objects for their `repr`, and texts for their UTF-8.
#include "python/spelling.hpp"

namespace weft::python::detail {

std::string spelled(const pybind11::handle& object) {
    const auto text = pybind11::reinterpret_steal<pybind11::object>(PyObject_Repr(object.ptr()));
    if (!text) {
        throw pybind11::error_already_set();
    }
    return marked_text(text);
}

std::string marked_text(const pybind11::handle& text) {
    const auto bytes = pybind11::reinterpret_steal<pybind11::object>(
        PyUnicode_AsEncodedString(text.ptr(), "utf-8", "backslashreplace"));
    if (!bytes) {
        throw pybind11::error_already_set();
    }
    return {PyBytes_AS_STRING(bytes.ptr()), static_cast<std::size_t>(PyBytes_GET_SIZE(bytes.ptr()))};
}

std::string_view text_of(PyObject* text) {
    Py_ssize_t size = 0;
    const char* const characters = PyUnicode_AsUTF8AndSize(text, &size);
    if (characters == nullptr) {
        throw pybind11::error_already_set();
    }
    return {characters, static_cast<std::size_t>(size)};
}

}  // namespace weft::python::detail
