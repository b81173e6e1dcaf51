// SPDX-License-Identifier: MIT
// What C++ callbacks that Python makes need of it: functions and files.
#include "python/module/native.hpp"

#include "python/errors.hpp"
#include "python/interpreter.hpp"
#include "python/refusals.hpp"
#include "python/spelling.hpp"

#include <ostream>

#include <unistd.h>

namespace weft::python::detail {

namespace py = pybind11;

NativeFunction::NativeFunction(const py::object& function) {
    if (PyCallable_Check(function.ptr()) == 0) {
        refuse_function("write", spelled(function));
    }
    kept_ = std::make_shared<Kept>(std::vector<py::object>{function});
}

py::object NativeFunction::call() const {
    const py::object function = kept_->at(0);
    if (!function) {
        return {};
    }
    const InsidePython inside;
    auto result = py::reinterpret_steal<py::object>(call_python(function.ptr(), nullptr, 0, nullptr));
    if (!result) {
        throw_python_error();
    }
    return result;
}

std::string NativeFunction::text() const {
    const Gil gil;
    const py::object result = call();
    return result ? py::str(result).cast<std::string>() : "";
}

void NativeFunction::write(std::ostream& stream) const {
    const Gil gil;
    const py::object result = call();
    if (!result) {
        return;
    }
    char* bytes = nullptr;
    Py_ssize_t size = 0;
    if (PyBytes_AsStringAndSize(result.ptr(), &bytes, &size) != 0) {
        throw py::error_already_set();
    }
    stream.write(bytes, size);
}

OutputFile::OutputFile(const py::object& file) : file_(stdout) {
    if (file.is_none()) {
        return;
    }
    const int copy = dup(file.attr("fileno")().cast<int>());
    file_ = copy >= 0 ? fdopen(copy, "w") : nullptr;
    if (file_ == nullptr) {
        PyErr_SetFromErrno(PyExc_OSError);
        throw py::error_already_set();
    }
    is_own_ = true;
}

OutputFile::~OutputFile() {
    if (is_own_) {
        static_cast<void>(std::fclose(file_));
    }
}

}  // namespace weft::python::detail
