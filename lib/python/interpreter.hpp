// SPDX-License-Identifier: MIT
// The lock of the Python interpreter (GIL): who takes it and gives it back, and what becomes of that at the interpreter's end.
#pragma once

#include <pybind11/pybind11.h>

#include <cstdint>
#include <new>

namespace weft::python::detail {

/// Whether this thread, which has the GIL, may give it to others meanwhile: the interpreter does not end.
[[nodiscard]] bool may_wait() noexcept;

/// Holds the GIL while it lives. Any thread may make one, also one that has the GIL. The interpreter's end waits for those of threads
/// that Python has not made, as it waits for threads of Python's own that are no daemons.
class Gil {
public:
    /// Throws `weft::Error` where there is no interpreter, or it ends.
    Gil();
    /// The same, but without the GIL there.
    explicit Gil(std::nothrow_t /*instead*/) noexcept;
    Gil(const Gil&) = delete;
    Gil& operator=(const Gil&) = delete;
    ~Gil();

    [[nodiscard]] bool is_held() const noexcept { return way_ != Way::refused; }

private:
    enum class Way : std::uint8_t { refused, was_held, taken, taken_by_guest };

    Way way_ = Way::refused;
};

/// Lets other threads run Python while it lives. The thread has the GIL. Where the interpreter has begun to end, a thread of
/// Python's, which must be a daemon, never comes back from its end: Python would end the thread, which C++ does not survive.
class WithoutGil {
public:
    WithoutGil() noexcept : state_(PyEval_SaveThread()) {}
    WithoutGil(const WithoutGil&) = delete;
    WithoutGil& operator=(const WithoutGil&) = delete;
    ~WithoutGil();

private:
    PyThreadState* state_;
};

/// Calls a function of Python's with the GIL, as `PyObject_Vectorcall` does. Returns a new reference, or null with Python's error set. A
/// daemon thread that the interpreter's end finds in there never returns: Python would end it by unwinding.
[[nodiscard]] PyObject* call_python(PyObject* function, PyObject* const* given, std::size_t count,
                                    PyObject* names);
/// The same as `PyObject_Call` does.
[[nodiscard]] PyObject* call_python(PyObject* function, PyObject* given, PyObject* named);

/// Throws `weft::Error` in a sub-interpreter: weft's handlers could not say to which one they belong. The thread has the GIL.
void refuse_sub_interpreter();

/// Has weft told of the interpreter's end, so that no thread waits for its GIL then. The thread has the GIL. Throws `weft::Error`
/// where an interpreter has ended already.
void watch_interpreter();

/// Drops a reference, in any thread. Where the interpreter has ended or ends, the object is left alone. It may be null.
void let_go(PyObject* object) noexcept;
/// Has the next thread drop it that takes the GIL by a `Gil`. For the end of a thread: whoever waits for that may have the GIL.
void let_go_later(PyObject* object) noexcept;

}  // namespace weft::python::detail
