// SPDX-License-Identifier: MIT
// Arrays of one dimension from vectors and back. NumPy is asked for only where there is an array, or one is wanted.
#include "python/array.hpp"

#include "python/array_types.hpp"

#include <pybind11/numpy.h>

#include <array>
#include <cstdint>
#include <type_traits>
#include <unordered_map>
#include <vector>

namespace weft::python::detail {

namespace {

namespace py = pybind11;

template <class Element>
constexpr char kind_of = std::is_same_v<Element, bool>       ? 'b'
                         : std::is_floating_point_v<Element> ? 'f'
                         : std::is_signed_v<Element>         ? 'i'
                                                             : 'u';

template <class... Elements>
struct Vectors {
    template <class Element>
    static void* make_one(PyObject* object) {
        const auto array = py::array_t<Element, py::array::c_style | py::array::forcecast>::ensure(object);
        if (!array) {
            throw py::error_already_set();
        }
        const Element* const begin = array.data();
        return new std::vector<Element>(begin, begin + array.size());
    }

    static constexpr std::array<weft::detail::ArgType, sizeof...(Elements)> types{
        weft::detail::describe_type<std::vector<Elements>, 0>()...};
    static constexpr std::array<void* (*)(PyObject*), sizeof...(Elements)> make{&make_one<Elements>...};

    // As NumPy spells types. Its numbers of them differ where types do not, as those of `long` and `long long`.
    static constexpr std::array<char, sizeof...(Elements)> kinds{kind_of<Elements>...};
    static constexpr std::array<std::size_t, sizeof...(Elements)> sizes{sizeof(Elements)...};
};

using AllVectors = Vectors<double, float, std::int64_t, std::int32_t, std::int16_t, std::int8_t,
                           std::uint64_t, std::uint32_t, std::uint16_t, std::uint8_t, bool>;
static_assert(AllVectors::types.size() == element_types);

/// NumPy's classes, once the program has imported it; null before.
struct NumPy {
    PyTypeObject* array;
    PyTypeObject* scalar;
    PyTypeObject* truth;
    PyTypeObject* integer;
    PyTypeObject* number;
};

PyTypeObject* class_of(const py::handle& module, const char* name) {
    return reinterpret_cast<PyTypeObject*>(py::object(module.attr(name)).release().ptr());
}

const NumPy* find_numpy() {
    static const NumPy* found = nullptr;
    if (found == nullptr) {
        PyObject* const modules = PyImport_GetModuleDict();
        PyObject* const module = PyDict_GetItemString(modules, "numpy");
        if (module == nullptr || PyObject_HasAttrString(module, "floating") == 0) {
            return nullptr;  // Not imported, or not to the end.
        }
        found = new NumPy{class_of(module, "ndarray"), class_of(module, "generic"), class_of(module, "bool_"),
                          class_of(module, "integer"), class_of(module, "floating")};
    }
    return found;
}

py::object make_array(const ArrayMemory& memory, const py::handle& base) {
    std::vector<py::ssize_t> shape;
    std::vector<py::ssize_t> strides;
    for (std::size_t i = 0; i < memory.dimensions; ++i) {
        shape.push_back(static_cast<py::ssize_t>(memory.shape[i]));
        strides.push_back(static_cast<py::ssize_t>(memory.strides[i]));
    }
    return py::array(py::dtype(memory.number), std::move(shape), std::move(strides), memory.data, base);
}

}  // namespace

const ArrayType* find_array_type(const std::type_info& type) {
    static const auto* const all = [] {
        auto* const made = new std::unordered_map<std::string_view, const ArrayType*>;
        for (const ArrayType& one : all_array_types()) {
            made->emplace(one.type->name(), &one);
        }
        return made;
    }();
    const auto found = all->find(type.name());
    return found != all->end() ? found->second : nullptr;
}

py::object copied_array(const ArrayMemory& memory) {
    return make_array(memory, py::handle());
}

py::object array_view(const ArrayMemory& memory, bool is_read_only) {
    // Any base keeps the array from copying: None is one.
    py::object array = make_array(memory, py::none());
    if (is_read_only) {
        py::detail::array_proxy(array.ptr())->flags &= ~py::detail::npy_api::NPY_ARRAY_WRITEABLE_;
    }
    return array;
}

const weft::detail::ArgType& vector_type(std::size_t element) noexcept {
    return AllVectors::types[element];
}

std::size_t element_of(PyObject* object) {
    const NumPy* const numpy = find_numpy();
    if (numpy == nullptr || PyObject_TypeCheck(object, numpy->array) == 0) {
        return element_types;
    }
    const auto* const array = py::detail::array_proxy(object);
    if (array->nd != 1) {
        return element_types;
    }
    const py::dtype type = py::reinterpret_borrow<py::array>(object).dtype();
    std::size_t element = 0;
    while (element < element_types &&
           (type.kind() != AllVectors::kinds[element] ||
            static_cast<std::size_t>(type.itemsize()) != AllVectors::sizes[element])) {
        ++element;
    }
    return element;
}

void* make_vector(PyObject* array, std::size_t element) {
    return AllVectors::make[element](array);
}

Scalar scalar_of(PyObject* object) {
    const NumPy* const numpy = find_numpy();
    if (numpy == nullptr || PyObject_TypeCheck(object, numpy->scalar) == 0) {
        return Scalar::none;
    }
    return PyObject_TypeCheck(object, numpy->truth) != 0     ? Scalar::truth
           : PyObject_TypeCheck(object, numpy->integer) != 0 ? Scalar::integer
           : PyObject_TypeCheck(object, numpy->number) != 0  ? Scalar::number
                                                             : Scalar::none;
}

}  // namespace weft::python::detail
