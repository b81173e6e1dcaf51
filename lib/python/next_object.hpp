// SPDX-License-Identifier: MIT
// `weft.Next`: what comes after a handler of Python that goes around it.
#pragma once

#include <weft/next.hpp>

#include <pybind11/pybind11.h>

namespace weft::python::detail {

/// Makes a `weft.Next`, and expires it at its own end. Needs the GIL.
class NextObject {
public:
    explicit NextObject(const Next& next);
    NextObject(const NextObject&) = delete;
    NextObject& operator=(const NextObject&) = delete;
    ~NextObject();

    [[nodiscard]] const pybind11::object& object() const noexcept { return object_; }

private:
    pybind11::object object_;
};

/// The class, for annotations; null before the module is made.
[[nodiscard]] PyObject* next_class() noexcept;

void add_next_class(pybind11::module_& module);

}  // namespace weft::python::detail
