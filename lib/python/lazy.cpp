// SPDX-License-Identifier: MIT
// The object that `weft.lazy` makes.
#include "python/lazy.hpp"

#include "python/collected.hpp"
#include "python/refusals.hpp"
#include "python/spelling.hpp"

namespace weft::python::detail {

namespace {

namespace py = pybind11;

PyTypeObject* lazy_class = nullptr;

struct Lazy {
    py::object function;
};

Lazy* lazy_in(PyObject* object) noexcept {
    return static_cast<Lazy*>(reinterpret_cast<py::detail::instance*>(object)->simple_value_holder[0]);
}

int traverse_lazy(PyObject* self, visitproc visit, void* arg) {
    Py_VISIT(Py_TYPE(self));
    if (const Lazy* const lazy = lazy_in(self); lazy != nullptr) {
        Py_VISIT(lazy->function.ptr());
    }
    return 0;
}

int clear_lazy(PyObject* self) {
    if (Lazy* const lazy = lazy_in(self); lazy != nullptr) {
        const py::object dropped = std::move(lazy->function);
    }
    return 0;
}

}  // namespace

PyObject* find_lazy(PyObject* object) noexcept {
    return lazy_class != nullptr && Py_TYPE(object) == lazy_class ? lazy_in(object)->function.ptr() : nullptr;
}

void add_lazy(py::module_& module) {
    const auto made =
        py::class_<Lazy>(module, "Lazy", py::is_final(), py::custom_type_setup([](PyHeapTypeObject* type) {
                             type->ht_type.tp_flags |= Py_TPFLAGS_HAVE_GC;
                             type->ht_type.tp_traverse = &traverse_lazy;
                             type->ht_type.tp_clear = &clear_lazy;
                             type->ht_type.tp_dealloc = &deallocate_hidden;
                         }),
                         "What `weft.lazy` makes.");
    lazy_class = reinterpret_cast<PyTypeObject*>(made.ptr());
    module.def(
        "lazy",
        [](py::object function) {
            if (PyCallable_Check(function.ptr()) == 0) {
                refuse_function("lazy", spelled(function));
            }
            return Lazy{std::move(function)};
        },
        py::arg("function"),
        "Passes what a function returns, which runs at most once in a call, and only if somebody takes the "
        "value:\n\n"
        "    fabric.call(\"on_step\", spectrum=weft.lazy(lambda: spectrum(field)))\n\n"
        "C++ handlers take the value as a number, or as a Python object.");
}

}  // namespace weft::python::detail
