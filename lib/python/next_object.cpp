// SPDX-License-Identifier: MIT
// Calls a Next without the GIL, as C++ handlers may come after it.
#include "python/next_object.hpp"

#include "python/errors.hpp"
#include "python/interpreter.hpp"

namespace weft::python::detail {

namespace {

namespace py = pybind11;

PyObject* next_class_object = nullptr;

struct NextView {
    const Next* next;
};

PyObject* run(PyObject* self, PyObject* const* /*given*/, Py_ssize_t count, PyObject* names) {
    return guarded([self, count, names]() -> PyObject* {
        if (count != 0 || names != nullptr) {
            throw py::type_error("weft.Next is called without arguments");
        }
        const Next* const next = py::handle(self).cast<const NextView&>().next;
        if (next == nullptr) {
            PyErr_SetString(PyExc_ReferenceError,
                            "weft.Next: the run of the handler that it was passed to is over");
            throw py::error_already_set();
        }
        {
            const WithoutGil without;
            (*next)();
        }
        return py::none().release().ptr();
    });
}

PyMethodDef call_method{"__call__", reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(&run)),
                        METH_FASTCALL | METH_KEYWORDS,
                        "__call__($self, /)\n--\n\nRuns the handlers after this one, then the body of "
                        "`around`, and returns when they have."};

}  // namespace

NextObject::NextObject(const Next& next) : object_(py::cast(NextView{&next})) {}

NextObject::~NextObject() {
    object_.cast<NextView&>().next = nullptr;
}

PyObject* next_class() noexcept {
    return next_class_object;
}

void add_next_class(py::module_& module) {
    const auto made = py::class_<NextView>(
        module, "Next",
        "A handler with a parameter annotated `weft.Next` goes around what comes after it:\n\n"
        "    def around_validation(self, next: weft.Next):\n"
        "        with no_grad():\n"
        "            next()\n\n"
        "Without a call of it, what comes after the handler does not run. It is valid while the handler "
        "runs, in its thread.");
    auto* const type = reinterpret_cast<PyTypeObject*>(made.ptr());
    made.attr("__call__") = py::reinterpret_steal<py::object>(PyDescr_NewMethod(type, &call_method));
    next_class_object = made.ptr();
}

}  // namespace weft::python::detail
