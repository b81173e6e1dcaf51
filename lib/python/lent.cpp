// SPDX-License-Identifier: MIT
// An object that has expired changes its class: to one without members, which gives the memory back as the old one would.
#include "python/lent.hpp"

#include <pybind11/numpy.h>

#include <cstring>
#include <unordered_map>

namespace weft::python::detail {

namespace {

namespace py = pybind11;

/// For each class that was lent the class of what has expired, and the other way round. Both stay.
std::unordered_map<PyTypeObject*, PyTypeObject*>& expired_classes() {
    static auto* const all = new std::unordered_map<PyTypeObject*, PyTypeObject*>;
    return *all;
}
std::unordered_map<PyTypeObject*, PyTypeObject*>& lent_classes() {
    static auto* const all = new std::unordered_map<PyTypeObject*, PyTypeObject*>;
    return *all;
}

/// Whatever Python asks of an object that has expired.
template <class Result, class... Given>
Result refuse(Given...) {
    PyErr_SetString(PyExc_ReferenceError,
                    "weft: this was valid during the call that passed it: copy what is to be kept longer");
    if constexpr (std::is_pointer_v<Result>) {
        return nullptr;
    } else {
        return -1;
    }
}

void deallocate(PyObject* self) {
    PyTypeObject* const expired = Py_TYPE(self);
    PyTypeObject* const lent = lent_classes()[expired];
    Py_SET_TYPE(self, lent);
    Py_DECREF(expired);
    lent->tp_dealloc(self);
}

int traverse_expired(PyObject* self, visitproc visit, void* arg) {
    Py_VISIT(Py_TYPE(self));
    return lent_classes()[Py_TYPE(self)]->tp_traverse(self, visit, arg);
}

int clear_expired(PyObject* self) {
    const inquiry of_lent = lent_classes()[Py_TYPE(self)]->tp_clear;
    return of_lent != nullptr ? of_lent(self) : 0;
}

template <class Function>
PyType_Slot slot(int which, Function* function) {
    return {which, reinterpret_cast<void*>(function)};
}

PyTypeObject* make_expired_class(PyTypeObject* lent) {
    const bool is_collected = PyType_HasFeature(lent, Py_TPFLAGS_HAVE_GC) != 0;
    using Object = PyObject*;
    PyType_Slot slots[] = {
        slot(Py_tp_dealloc, &deallocate),
        slot(Py_tp_getattro, &refuse<Object, Object, Object>),
        slot(Py_tp_setattro, &refuse<int, Object, Object, Object>),
        slot(Py_tp_repr, &refuse<Object, Object>),
        slot(Py_tp_str, &refuse<Object, Object>),
        slot(Py_tp_hash, &refuse<Py_hash_t, Object>),
        slot(Py_tp_richcompare, &refuse<Object, Object, Object, int>),
        slot(Py_tp_iter, &refuse<Object, Object>),
        slot(Py_tp_call, &refuse<Object, Object, Object, Object>),
        slot(Py_mp_length, &refuse<Py_ssize_t, Object>),
        slot(Py_mp_subscript, &refuse<Object, Object, Object>),
        slot(Py_mp_ass_subscript, &refuse<int, Object, Object, Object>),
        slot(Py_sq_length, &refuse<Py_ssize_t, Object>),
        slot(Py_sq_contains, &refuse<int, Object, Object>),
        slot(Py_nb_bool, &refuse<int, Object>),
        slot(Py_nb_int, &refuse<Object, Object>),
        slot(Py_nb_float, &refuse<Object, Object>),
        slot(Py_nb_index, &refuse<Object, Object>),
        slot(Py_nb_negative, &refuse<Object, Object>),
        slot(Py_nb_add, &refuse<Object, Object, Object>),
        slot(Py_nb_subtract, &refuse<Object, Object, Object>),
        slot(Py_nb_multiply, &refuse<Object, Object, Object>),
        slot(Py_nb_true_divide, &refuse<Object, Object, Object>),
        slot(Py_nb_matrix_multiply, &refuse<Object, Object, Object>),
        slot(Py_bf_getbuffer, &refuse<int, Object, Py_buffer*, int>),
        is_collected ? slot(Py_tp_traverse, &traverse_expired) : PyType_Slot{0, nullptr},
        is_collected ? slot(Py_tp_clear, &clear_expired) : PyType_Slot{0, nullptr},
        {0, nullptr},
    };
    PyType_Spec spec{
        "weft.Expired", static_cast<int>(lent->tp_basicsize), static_cast<int>(lent->tp_itemsize),
        Py_TPFLAGS_DEFAULT | (is_collected ? static_cast<unsigned>(Py_TPFLAGS_HAVE_GC) : 0U), slots};
    auto* const made = reinterpret_cast<PyTypeObject*>(PyType_FromSpec(&spec));
    if (made == nullptr) {
        throw py::error_already_set();
    }
    return made;
}

PyTypeObject* expired_class(PyTypeObject* lent) {
    PyTypeObject*& known = expired_classes()[lent];
    if (known == nullptr) {
        known = make_expired_class(lent);
        lent_classes()[known] = lent;
        Py_INCREF(lent);
    }
    return known;
}

/// Nothing that still goes by the memory of the array finds anything there.
void empty(PyObject* array) {
    auto* const memory = py::detail::array_proxy(array);
    for (int i = 0; i < memory->nd; ++i) {
        memory->dimensions[i] = 0;
    }
}

/// pybind11 no longer finds the object by its address.
void forget_address(PyObject* object) {
    auto* const instance = reinterpret_cast<py::detail::instance*>(object);
    for (auto& value : py::detail::values_and_holders(instance)) {
        if (value.instance_registered()) {
            py::detail::deregister_instance(instance, value.value_ptr(), value.type);
            value.set_instance_registered(false);
        }
        if (value.holder_constructed()) {
            value.type->dealloc(value);
        }
    }
}

bool is_array(PyObject* object) {
    return PyObject_TypeCheck(object, py::detail::npy_api::get().PyArray_Type_) != 0;
}

}  // namespace

py::object lend(void* value, const py::detail::type_info& type, bool& is_lent) {
    auto found = py::detail::find_registered_python_instance(value, &type);
    if (found) {
        is_lent = false;
        return py::reinterpret_steal<py::object>(found);
    }
    is_lent = true;
    return py::reinterpret_steal<py::object>(py::detail::type_caster_generic::cast(
        value, py::return_value_policy::reference, py::handle(), &type, nullptr, nullptr));
}

bool is_kept(PyObject* lent) {
    if (Py_REFCNT(lent) <= 1) {
        return false;
    }
    PyGC_Collect();
    return Py_REFCNT(lent) > 1;
}

void expire(PyObject* lent) {
    PyTypeObject* const expired = expired_class(Py_TYPE(lent));
    auto* const base = reinterpret_cast<PyTypeObject*>(py::detail::get_internals().instance_base);
    if (PyObject_TypeCheck(lent, base) != 0) {
        forget_address(lent);
    } else if (is_array(lent)) {
        empty(lent);
    }
    Py_INCREF(expired);
    Py_SET_TYPE(lent, expired);
}

}  // namespace weft::python::detail
