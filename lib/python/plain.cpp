// SPDX-License-Identifier: MIT
// Makes Python's numbers and texts.
#include "python/plain.hpp"

#include <weft/detail/arguments/conversion.hpp>

#include <atomic>
#include <optional>
#include <unordered_map>

namespace weft::python::detail {

namespace {

namespace py = pybind11;
using weft::detail::ArgType;
using weft::detail::Kind;

py::object steal(PyObject* object) {
    if (object == nullptr) {
        throw py::error_already_set();
    }
    return py::reinterpret_steal<py::object>(object);
}

template <class Number>
Number read(const void* value) {
    return *static_cast<const Number*>(value);
}

/// An optional of a plain value; null where it is none.
template <class Value>
py::object optional_to_python(const void* value) {
    const auto& held = *static_cast<const std::optional<Value>*>(value);
    return held.has_value() ? plain_to_python(weft::detail::arg_type<Value>, &*held) : py::object(py::none());
}

using ToPython = py::object (*)(const void* value);

template <class... Values>
void add_optionals(std::unordered_map<std::string_view, ToPython>& all) {
    (all.emplace(typeid(std::optional<Values>).name(), &optional_to_python<Values>), ...);
}

/// What no kind tells.
const std::unordered_map<std::string_view, ToPython>& others() {
    static const auto* const all = [] {
        auto* const made = new std::unordered_map<std::string_view, ToPython>;
        made->emplace(typeid(bool).name(),
                      [](const void* value) -> py::object { return py::bool_(read<bool>(value)); });
        made->emplace(typeid(std::atomic<bool>).name(), [](const void* value) -> py::object {
            return py::bool_(static_cast<const std::atomic<bool>*>(value)->load());
        });
        made->emplace(typeid(char).name(), [](const void* value) {
            return text_to_python({static_cast<const char*>(value), 1});
        });
        add_optionals<bool, int, long, long long, unsigned, unsigned long, unsigned long long, float, double,
                      std::string, std::string_view>(*made);
        return made;
    }();
    return *all;
}

}  // namespace

py::object text_to_python(std::string_view text) {
    return steal(PyUnicode_DecodeUTF8(text.data(), static_cast<Py_ssize_t>(text.size()), "surrogateescape"));
}

py::object plain_to_python(const ArgType& type, const void* value) {
    switch (type.kind) {
        case Kind::int8: return steal(PyLong_FromLong(read<std::int8_t>(value)));
        case Kind::int16: return steal(PyLong_FromLong(read<std::int16_t>(value)));
        case Kind::int32: return steal(PyLong_FromLong(read<std::int32_t>(value)));
        case Kind::int64: return steal(PyLong_FromLongLong(read<std::int64_t>(value)));
        case Kind::uint8: return steal(PyLong_FromUnsignedLong(read<std::uint8_t>(value)));
        case Kind::uint16: return steal(PyLong_FromUnsignedLong(read<std::uint16_t>(value)));
        case Kind::uint32: return steal(PyLong_FromUnsignedLong(read<std::uint32_t>(value)));
        case Kind::uint64: return steal(PyLong_FromUnsignedLongLong(read<std::uint64_t>(value)));
        case Kind::float32: return steal(PyFloat_FromDouble(static_cast<double>(read<float>(value))));
        case Kind::float64: return steal(PyFloat_FromDouble(read<double>(value)));
        case Kind::float_long:
            return steal(PyFloat_FromDouble(static_cast<double>(read<long double>(value))));
        case Kind::other: {
            const auto found = others().find(type.id->name());
            return found != others().end() ? found->second(value) : py::object();
        }
        default: {
            std::string_view text;
            return weft::detail::text_conversion(type.kind)(value, &text) ? text_to_python(text)
                                                                          : py::object(py::none());
        }
    }
}

}  // namespace weft::python::detail
