// SPDX-License-Identifier: MIT
// Exceptions on their way between the languages. One that has crossed is the same object when it comes back.
#pragma once

#include <pybind11/pybind11.h>

#include <exception>

namespace weft::python::detail {

/// Makes the classes `weft.Error` and `weft.ArgumentError`, as which weft's exceptions reach Python.
void add_error_classes(pybind11::module_& module);

/// Called in a `catch` block with the GIL: makes the C++ exception Python's. Within a handler of this thread it is remembered
/// which one it was.
void set_python_error() noexcept;

/// Throws Python's error, which is set: as `pybind11::error_already_set` or, where it is one that has come from C++ within this
/// handler, as that.
[[noreturn]] void throw_python_error();

/// Whether Python's error, which is set, is meant to end the program (`KeyboardInterrupt`, `SystemExit`): it is no `Exception`.
[[nodiscard]] bool is_to_end_program() noexcept;

/// The Python exception for a C++ one. Needs the GIL.
[[nodiscard]] pybind11::object exception_object(const std::exception_ptr& exception);

/// A run of Python code that weft has called: what `set_python_error` remembers is forgotten at its end. Needs the GIL.
class InsidePython {
public:
    InsidePython() noexcept;
    InsidePython(const InsidePython&) = delete;
    InsidePython& operator=(const InsidePython&) = delete;
    ~InsidePython();

private:
    std::size_t remembered_;
};

/// Runs a function that Python has called. What it throws becomes Python's error, and then the result is null.
template <class Function>
PyObject* guarded(const Function& function) noexcept {
    try {
        return function();
    } catch (...) {
        set_python_error();
        return nullptr;
    }
}

}  // namespace weft::python::detail
