// SPDX-License-Identifier: MIT
// Classes of C++ whose objects Python's garbage collector looks into: they show it what their keepers list.
#pragma once

#include "python/kept.hpp"

#include <pybind11/pybind11.h>

#include <typeindex>
#include <typeinfo>

namespace weft::python::detail {

/// The C++ object in one of Python's, whose class is that of `Value` or derived from it. Null before its `__init__` has run.
template <class Value>
[[nodiscard]] Value* value_in(PyObject* object) noexcept {
    auto* const instance = reinterpret_cast<pybind11::detail::instance*>(object);
    if (instance->simple_layout) {
        return static_cast<Value*>(instance->simple_value_holder[0]);
    }
    if (instance->nonsimple.values_and_holders == nullptr) {
        return nullptr;  // pybind11 is about to lay it out, and the collector sees it already.
    }
    const auto* const info = pybind11::detail::get_type_info(std::type_index(typeid(Value)));
    return static_cast<Value*>(instance->get_value_and_holder(info, false).value_ptr());
}

template <class Value>
[[nodiscard]] Keeper* keeper_in(PyObject* object) noexcept {
    const Value* const value = value_in<Value>(object);
    return value != nullptr ? keeper_of(value) : nullptr;
}

template <class Value>
int traverse_kept(PyObject* self, visitproc visit, void* arg) {
    Py_VISIT(Py_TYPE(self));
    const Keeper* const keeper = keeper_in<Value>(self);
    return keeper != nullptr ? keeper->traverse(visit, arg) : 0;
}

template <class Value>
int clear_kept(PyObject* self) {
    if (Keeper* const keeper = keeper_in<Value>(self); keeper != nullptr) {
        keeper->clear();
    }
    return 0;
}

/// Hides the object from the collector before pybind11 ends its value: that may run any code and wait for other threads, and the
/// collector would take an object without references for garbage, and end it once more.
inline void deallocate_hidden(PyObject* self) {
    PyObject_GC_UnTrack(self);
    reinterpret_cast<PyTypeObject*>(pybind11::detail::get_internals().instance_base)->tp_dealloc(self);
}

/// For the definition of the class.
template <class Value>
[[nodiscard]] pybind11::custom_type_setup collected() {
    return pybind11::custom_type_setup([](PyHeapTypeObject* type) {
        type->ht_type.tp_flags |= Py_TPFLAGS_HAVE_GC;
        type->ht_type.tp_traverse = &traverse_kept<Value>;
        type->ht_type.tp_clear = &clear_kept<Value>;
        type->ht_type.tp_dealloc = &deallocate_hidden;
    });
}

}  // namespace weft::python::detail
