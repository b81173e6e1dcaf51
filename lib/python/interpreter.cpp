// SPDX-License-Identifier: MIT
// Takes the GIL in threads of any kind, but never while the interpreter ends: Python would end the thread.
#include "python/interpreter.hpp"

#include "python/refusals.hpp"

#include <atomic>
#include <thread>

namespace weft::python::detail {

namespace {

/// Set when the interpreter begins to end, and for good.
std::atomic<bool> is_ending = false;
/// How many threads are between looking at `is_ending` and having the GIL.
std::atomic<int> entering = 0;

bool has_gil() noexcept {
    return Py_IsInitialized() != 0 && PyGILState_Check() != 0;
}

/// Called with the GIL, before Python ends anything. Returns when no thread waits for the GIL any more.
void end() {
    is_ending.store(true);
    while (entering.load() != 0) {
        const WithoutGil without;
        std::this_thread::yield();
    }
}

/// Announces that this thread is about to take the GIL. False where it must not.
bool announce() noexcept {
    entering.fetch_add(1);
    if (is_ending.load() || Py_IsInitialized() == 0) {
        entering.fetch_sub(1);
        return false;
    }
    return true;
}

}  // namespace

bool may_enter() noexcept {
    return has_gil() || (Py_IsInitialized() != 0 && !is_ending.load());
}

bool may_wait() noexcept {
    return !is_ending.load();
}

Gil::Gil() {
    if (has_gil()) {
        state_ = PyGILState_Ensure();
        return;
    }
    if (!announce()) {
        refuse_ended();
    }
    state_ = PyGILState_Ensure();
    entering.fetch_sub(1);
}

void refuse_sub_interpreter() {
    if (PyInterpreterState_Get() != PyInterpreterState_Main()) {
        refuse_interpreter();
    }
}

void watch_interpreter() {
    refuse_sub_interpreter();
    if (is_ending.load()) {
        refuse_ended();
    }
    pybind11::module_::import("atexit").attr("register")(pybind11::cpp_function(&end));
}

void let_go(PyObject* object) noexcept {
    if (object == nullptr) {
        return;
    }
    if (has_gil()) {
        Py_DECREF(object);
    } else if (announce()) {
        const PyGILState_STATE state = PyGILState_Ensure();
        entering.fetch_sub(1);
        Py_DECREF(object);
        PyGILState_Release(state);
    }
}

}  // namespace weft::python::detail
