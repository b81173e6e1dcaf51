// SPDX-License-Identifier: MIT
// Turns exceptions of one language into those of the other, and keeps which of them are the same.
#include "python/errors.hpp"

#include "python/interpreter.hpp"

#include <weft/error.hpp>

#include <utility>
#include <vector>

namespace weft::python::detail {

namespace {

PyObject* error_class = nullptr;
PyObject* argument_error_class = nullptr;

/// An exception that has gone from C++ to Python within a handler.
struct Crossing {
    pybind11::object python;
    std::exception_ptr cpp;
};

/// Of this thread, the last one at the end.
thread_local std::vector<Crossing> crossings;

/// What is asked for in each run, and so is found without asking whether the thread has destroyed it.
struct Counted {
    std::size_t depth = 0;      ///< How many handlers the thread is in.
    std::size_t crossings = 0;  ///< How many there are.
    bool has_last_out = false;
};
WEFT_DETAIL_INITIAL_EXEC constinit thread_local Counted counted;

/// The crossing of the exception that has left a handler last and is C++'s own: should it reach Python again, it is the same object.
class LastOut {
public:
    LastOut() = default;
    LastOut(const LastOut&) = delete;
    LastOut& operator=(const LastOut&) = delete;
    ~LastOut() { let_go_later(python_); }

    void set(const Crossing& crossing) {
        forget();
        python_ = pybind11::object(crossing.python).release().ptr();
        cpp_ = crossing.cpp;
        counted.has_last_out = true;
    }
    void forget() noexcept {
        counted.has_last_out = false;
        cpp_ = nullptr;
        let_go(std::exchange(python_, nullptr));
    }
    /// The object, or null for any other exception.
    [[nodiscard]] pybind11::object find(const std::exception_ptr& thrown) const {
        return pybind11::reinterpret_borrow<pybind11::object>(cpp_ == thrown ? python_ : nullptr);
    }

private:
    PyObject* python_ = nullptr;
    std::exception_ptr cpp_;
};
thread_local LastOut last_out;

void translate(std::exception_ptr thrown) {
    try {
        std::rethrow_exception(std::move(thrown));
    } catch (const ArgumentError& error) {
        PyErr_SetString(argument_error_class, error.what());
    } catch (const Error& error) {
        PyErr_SetString(error_class, error.what());
    }
}

/// Not by its own `restore`, which can be called once only.
void restore(const pybind11::error_already_set& error) {
    PyObject* const value = error.value().inc_ref().ptr();
    PyObject* trace = PyException_GetTraceback(value);
    if (trace == nullptr) {
        trace = error.trace().inc_ref().ptr();
    }
    PyErr_Restore(error.type().inc_ref().ptr(), value, trace);
}

void set_by_translators(std::exception_ptr thrown) {
    for (const auto translator : pybind11::detail::get_internals().registered_exception_translators) {
        try {
            translator(thrown);
            return;
        } catch (...) {
            thrown = std::current_exception();
        }
    }
    PyErr_SetString(PyExc_SystemError, "weft: a C++ exception of an unknown type");
}

/// Python's error, with its traceback in it; no error is set any more.
pybind11::object fetch() noexcept {
    PyObject* type = nullptr;
    PyObject* value = nullptr;
    PyObject* trace = nullptr;
    PyErr_Fetch(&type, &value, &trace);
    PyErr_NormalizeException(&type, &value, &trace);
    if (trace != nullptr && value != nullptr) {
        PyException_SetTraceback(value, trace);
    }
    Py_XDECREF(type);
    Py_XDECREF(trace);
    return pybind11::reinterpret_steal<pybind11::object>(value);
}

void set_again(const pybind11::object& exception) noexcept {
    PyObject* const value = exception.inc_ref().ptr();
    auto* const type = reinterpret_cast<PyObject*>(Py_TYPE(value));
    Py_INCREF(type);
    PyErr_Restore(type, value, PyException_GetTraceback(value));
}

PyObject* make_class(pybind11::module_& module, const char* name, const char* words, PyObject* bases) {
    const std::string full = std::string("weft.") + name;
    PyObject* const made = PyErr_NewExceptionWithDoc(full.c_str(), words, bases, nullptr);
    if (made == nullptr) {
        throw pybind11::error_already_set();
    }
    module.attr(name) = pybind11::handle(made);
    return made;
}

}  // namespace

void add_error_classes(pybind11::module_& module) {
    error_class =
        make_class(module, "Error",
                   "weft refuses something: the text says who, which hook, what was found and what was "
                   "expected.",
                   PyExc_RuntimeError);
    const pybind11::tuple bases =
        pybind11::make_tuple(pybind11::handle(error_class), pybind11::handle(PyExc_TypeError));
    argument_error_class = make_class(
        module, "ArgumentError",
        "An argument of a call is missing, or does not fit the parameter that takes it.", bases.ptr());
    pybind11::register_exception_translator(&translate);
}

void set_python_error() noexcept {
    const std::exception_ptr thrown = std::current_exception();
    try {
        std::rethrow_exception(thrown);
    } catch (const pybind11::error_already_set& error) {
        restore(error);
    } catch (...) {
        if (const pybind11::object same = last_out.find(thrown)) {
            set_again(same);
        } else {
            set_by_translators(thrown);
        }
    }
    last_out.forget();
    if (counted.depth == 0) {
        return;
    }
    try {
        pybind11::object exception = fetch();
        set_again(exception);
        crossings.push_back({std::move(exception), thrown});
        counted.crossings = crossings.size();
    } catch (
        ...) {  // NOLINT(bugprone-empty-catch): out of memory: then it is another object where it comes back.
    }
}

void throw_python_error() {
    const pybind11::object exception = fetch();
    for (const Crossing& one : crossings) {
        if (one.python.is(exception)) {
            const Crossing found =
                one;  // What is forgotten before may run any code, which may move the list.
            last_out.set(found);
            std::rethrow_exception(found.cpp);
        }
    }
    set_again(exception);
    throw pybind11::error_already_set();
}

bool is_to_end_program() noexcept {
    return PyErr_ExceptionMatches(PyExc_Exception) == 0;
}

pybind11::object exception_object(const std::exception_ptr& exception) {
    if (exception == nullptr) {
        return pybind11::none();
    }
    try {
        std::rethrow_exception(exception);
    } catch (...) {
        set_python_error();
    }
    return fetch();
}

InsidePython::InsidePython() noexcept : remembered_(counted.crossings) {
    if (counted.has_last_out) {
        last_out.forget();
    }
    ++counted.depth;
}

InsidePython::~InsidePython() {
    --counted.depth;
    // What a reference drops may run any code: the list is right before.
    while (counted.crossings > remembered_) {
        const Crossing last = std::move(crossings.back());
        crossings.pop_back();
        counted.crossings = crossings.size();
        static_cast<void>(last);
    }
}

}  // namespace weft::python::detail
