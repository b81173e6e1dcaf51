// SPDX-License-Identifier: MIT
// The lock of the Python interpreter (GIL): who takes it and gives it back, and what becomes of that at the interpreter's end.
#pragma once

#include <pybind11/pybind11.h>

namespace weft::python::detail {

/// Whether this thread may wait for the GIL: the interpreter runs and does not end, or the thread has the GIL already.
[[nodiscard]] bool may_enter() noexcept;

/// Whether this thread, which has the GIL, may give it to others meanwhile: the interpreter does not end.
[[nodiscard]] bool may_wait() noexcept;

/// Holds the GIL while it lives. Any thread may make one, also one that has the GIL. Throws `weft::Error` where there is no
/// interpreter, or it ends.
class Gil {
public:
    Gil();
    Gil(const Gil&) = delete;
    Gil& operator=(const Gil&) = delete;
    ~Gil() { PyGILState_Release(state_); }

private:
    PyGILState_STATE state_;
};

/// Lets other threads run Python while it lives. The thread has the GIL.
class WithoutGil {
public:
    WithoutGil() noexcept : state_(PyEval_SaveThread()) {}
    WithoutGil(const WithoutGil&) = delete;
    WithoutGil& operator=(const WithoutGil&) = delete;
    ~WithoutGil() { PyEval_RestoreThread(state_); }

private:
    PyThreadState* state_;
};

/// Throws `weft::Error` in a sub-interpreter: weft's handlers could not say to which one they belong. The thread has the GIL.
void refuse_sub_interpreter();

/// Has weft told of the interpreter's end, so that no thread waits for its GIL then. The thread has the GIL. Throws `weft::Error`
/// where an interpreter has ended already.
void watch_interpreter();

/// Drops a reference, in any thread. Where the interpreter has ended or ends, the object is left alone. It may be null.
void let_go(PyObject* object) noexcept;

}  // namespace weft::python::detail
