// SPDX-License-Identifier: MIT
// `weft.Ref`: a bool, a number or a text that both languages change.
#pragma once

#include "python/from_python.hpp"

#include <weft/detail/handlers/handler.hpp>

#include <pybind11/pybind11.h>

namespace weft::python::detail {

/// Owns a value that Python has made, or refers to an argument of a C++ call, as long as that lasts.
class Ref {
public:
    /// Throws `ArgumentError` for what is no bool, number or text.
    explicit Ref(const pybind11::object& given);
    /// Refers to a value of a type that `can_refer_to`.
    Ref(const weft::detail::ArgType& type, void* target) noexcept : type_(&type), target_(target) {}
    Ref(const Ref&) = delete;
    Ref& operator=(const Ref&) = delete;
    ~Ref() = default;

    /// Throws Python's `ReferenceError` where the call is over.
    [[nodiscard]] pybind11::object get() const;
    /// Throws `ArgumentError` for a value that does not fit; the old one stays.
    void set(const pybind11::object& value);
    void expire() noexcept { target_ = nullptr; }

    /// As an argument of a call. `self` is the object in Python.
    [[nodiscard]] Described describe(PyObject* self);

private:
    [[nodiscard]] void* target() const;

    const weft::detail::ArgType* type_;
    void* target_;
    FromPython value_{};
    TextFromPython text_{};
};

/// Whether a Ref may refer to a value of the type.
[[nodiscard]] bool can_refer_to(const weft::detail::ArgType& type) noexcept;

/// The type of a parameter that is annotated `weft.Ref`.
[[nodiscard]] const weft::detail::ParameterType& ref_parameter(bool is_optional) noexcept;

/// The Ref in a Python object; null for any other object.
[[nodiscard]] Ref* find_ref(PyObject* object) noexcept;

void add_ref_class(pybind11::module_& module);

}  // namespace weft::python::detail
