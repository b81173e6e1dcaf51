// SPDX-License-Identifier: MIT
// C++ values as Python's objects.
#pragma once

#include "python/array.hpp"
#include "python/exposure.hpp"
#include "python/from_python.hpp"
#include "python/plain.hpp"

#include <weft/detail/arguments/shape.hpp>

#include <pybind11/pybind11.h>

#include <cstdint>

namespace weft::python::detail {

/// Where the type of an argument says that Python has passed it: what there is beside the value.
enum class Own : std::uint8_t { none, object, text, bound };

/// How values of a type reach Python. It holds until `exposures_made` changes.
struct Way {
    Own own = Own::none;
    MakePlain plain = nullptr;  ///< Not for one that is exposed by a function.
    const Exposure* exposure = nullptr;
    const ArrayType* array = nullptr;
};
[[nodiscard]] Way way_of(const weft::detail::ArgType& type);

/// A new reference to what the way leads to without more questions: what Python has passed as an `Own::object` or `Own::text`, or
/// what `plain` makes. Null with Python's error set.
inline PyObject* plainly(const Way& way, const void* value) {
    switch (way.own) {
        case Own::object: return Py_NewRef(static_cast<const FromPython*>(value)->object);
        case Own::text: return Py_NewRef(static_cast<const TextFromPython*>(value)->object);
        default: return way.plain(value);
    }
}

/// A value on its way to Python.
struct Outgoing {
    const weft::detail::ArgType* type;
    void* value;  ///< Made, where it is lazy.
    bool is_mutable;
    bool is_view;  ///< Whether the handler asks for it without a copy.
};

/// A new object; null where Python knows no class for the type. `is_lent` says whether the object refers to the value, and is to
/// be taken back. Needs the GIL.
[[nodiscard]] pybind11::object to_python(const Way& way, const Outgoing& outgoing, bool& is_lent);

/// The same with a copy, also of what is exposed by reference: of a value that nobody takes back.
[[nodiscard]] pybind11::object copy_to_python(const weft::detail::ArgType& type, void* value);

/// The same for an argument of a call. A lazy one is made. Throws `ArgumentError`, which begins with who asks, where there is no
/// class.
[[nodiscard]] pybind11::object argument_to_python(const weft::detail::View& view, std::size_t index);

/// The object that Python itself has passed as this argument; null for an argument of C++.
[[nodiscard]] pybind11::object passed_by_python(const weft::detail::View& view, std::size_t index);

}  // namespace weft::python::detail
