// SPDX-License-Identifier: MIT
// Looks for methods in the dictionaries of an object and its classes, and binds them as Python does.
#include "python/methods.hpp"

#include "python/signature.hpp"

#include <set>

namespace weft::python::detail {

namespace {

namespace py = pybind11;

bool is_public(const py::handle& name) {
    return py::isinstance<py::str>(name) && PyUnicode_GET_LENGTH(name.ptr()) > 0 &&
           PyUnicode_READ_CHAR(name.ptr(), 0) != '_';
}

/// A function, however it was made. Other objects that can be called may be anything: a part of the object's own, say.
bool is_function(const py::handle& value) {
    PyObject* const object = value.ptr();
    return PyFunction_Check(object) || PyMethod_Check(object) || PyCFunction_Check(object) ||
           py::isinstance(value, py::module_::import("functools").attr("partial"));
}

/// What an attribute of a class is for the object: null where that is no method.
py::object bind(const py::object& object, const py::handle& value) {
    if (PyType_Check(value.ptr())) {
        return {};  // A nested class.
    }
    const bool is_wrapped =
        Py_IS_TYPE(value.ptr(), &PyStaticMethod_Type) || Py_IS_TYPE(value.ptr(), &PyClassMethod_Type);
    const py::module_ functools = py::module_::import("functools");
    const bool is_partial_method = py::isinstance(value, functools.attr("partialmethod"));
    if (PyCallable_Check(value.ptr()) == 0 && !is_wrapped && !is_partial_method) {
        return {};
    }
    const descrgetfunc get = Py_TYPE(value.ptr())->tp_descr_get;
    if (get == nullptr) {
        return py::reinterpret_borrow<py::object>(value);
    }
    auto bound = py::reinterpret_steal<py::object>(
        get(value.ptr(), object.ptr(), reinterpret_cast<PyObject*>(Py_TYPE(object.ptr()))));
    if (!bound) {
        throw py::error_already_set();
    }
    return PyCallable_Check(bound.ptr()) != 0 ? bound : py::object();
}

class Finder {
public:
    explicit Finder(const py::object& object) : object_(object) {}

    void add_own() {
        PyObject** const at = _PyObject_GetDictPtr(object_.ptr());
        if (at == nullptr || *at == nullptr) {
            return;
        }
        // A copy, as what is asked of the values may run code.
        const auto items = py::reinterpret_steal<py::dict>(PyDict_Copy(*at));
        for (const auto& [name, value] : items) {
            if (!is_public(name)) {
                continue;
            }
            const auto text = name.cast<std::string>();
            const bool serves =
                is_function(value) || (is_named_as_hook(text) && PyCallable_Check(value.ptr()) != 0);
            add(text, serves ? py::reinterpret_borrow<py::object>(value) : py::object());
        }
    }
    void add_class(PyTypeObject* type) {
        // What Python's own types have are no methods for hooks, as `append` of a list is none.
        if (PyType_HasFeature(type, Py_TPFLAGS_HEAPTYPE) == 0) {
            return;
        }
        const auto items = py::reinterpret_steal<py::dict>(PyDict_Copy(type->tp_dict));
        for (const auto& [name, value] : items) {
            if (is_public(name)) {
                const auto text = name.cast<std::string>();
                add(text, !seen_.contains(text) ? bind(object_, value) : py::object());
            }
        }
    }

    std::vector<FoundMethod> found;

private:
    void add(const std::string& name, py::object function) {
        if (seen_.insert(name).second && function) {
            found.push_back({name, std::move(function)});
        }
    }

    const py::object& object_;
    std::set<std::string> seen_;
};

}  // namespace

std::vector<FoundMethod> methods_of(const py::object& object) {
    Finder finder(object);
    finder.add_own();
    if (!py::isinstance<py::module_>(object)) {
        PyObject* const order = Py_TYPE(object.ptr())->tp_mro;
        for (Py_ssize_t i = 0; order != nullptr && i < PyTuple_GET_SIZE(order); ++i) {
            finder.add_class(reinterpret_cast<PyTypeObject*>(PyTuple_GET_ITEM(order, i)));
        }
    }
    return std::move(finder.found);
}

std::string name_of(const py::object& object) {
    if (py::isinstance<py::module_>(object)) {
        return object.attr("__name__").cast<std::string>();
    }
    const std::string full = Py_TYPE(object.ptr())->tp_name;
    return full.substr(full.rfind('.') + 1);
}

bool is_named_as_hook(const std::string& name) noexcept {
    return name.rfind("on_", 0) == 0 || name.rfind("around_", 0) == 0;
}

}  // namespace weft::python::detail
