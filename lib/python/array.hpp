// SPDX-License-Identifier: MIT
// NumPy's arrays and vectors of numbers, each made from the other.
#pragma once

#include <weft/detail/arguments/arg_type.hpp>

#include <pybind11/pybind11.h>

#include <cstddef>
#include <typeinfo>

namespace weft::python::detail {

/// Whether elements may be changed: of a vector where it is not const, of a span as its type says.
enum class Access { of_its_object, writable, read_only };

/// What lies behind a vector, a span or a matrix: how an array of it is described to NumPy.
struct ArrayMemory {
    void* data;
    int number;  ///< Of the type of its elements, as NumPy counts types.
    std::size_t dimensions;
    std::size_t shape[2];
    std::size_t strides[2];  ///< In bytes.
    Access access = Access::of_its_object;
};

/// A type that is an array to NumPy.
struct ArrayType {
    const std::type_info* type;
    ArrayMemory (*memory)(void* value);
};

/// Null where the type is none.
[[nodiscard]] const ArrayType* find_array_type(const std::type_info& type);

/// An array with a copy of the memory. Throws Python's error where there is no NumPy. Needs the GIL, as all here.
[[nodiscard]] pybind11::object copied_array(const ArrayMemory& memory);
/// An array that refers to the memory.
[[nodiscard]] pybind11::object array_view(const ArrayMemory& memory, bool is_read_only);

/// How many types of elements vectors are made of. They are numbered.
inline constexpr std::size_t element_types = 11;
/// The type of a vector of such elements, as an argument has it.
[[nodiscard]] const weft::detail::ArgType& vector_type(std::size_t element) noexcept;
/// Which elements the array has; `element_types` for an object that is no array of one dimension, or one of other elements.
[[nodiscard]] std::size_t element_of(PyObject* object);
/// A vector on the heap with a copy of the array's elements.
[[nodiscard]] void* make_vector(PyObject* array, std::size_t element);

/// NumPy's scalars.
enum class Scalar { none, truth, integer, number };
[[nodiscard]] Scalar scalar_of(PyObject* object);

}  // namespace weft::python::detail
