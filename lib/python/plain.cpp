// SPDX-License-Identifier: MIT
// Makes Python's numbers and texts.
#include "python/plain.hpp"

#include <weft/detail/arguments/conversion.hpp>

#include <atomic>
#include <optional>
#include <string>
#include <unordered_map>

namespace weft::python::detail {

namespace {

namespace py = pybind11;
using weft::detail::ArgType;
using weft::detail::Kind;

template <class Number>
Number read(const void* value) {
    return *static_cast<const Number*>(value);
}

PyObject* make_text(std::string_view text) {
    return PyUnicode_DecodeUTF8(text.data(), static_cast<Py_ssize_t>(text.size()), "surrogateescape");
}

template <class Number>
PyObject* make_signed(const void* value) {
    return PyLong_FromLongLong(read<Number>(value));
}
template <class Number>
PyObject* make_unsigned(const void* value) {
    return PyLong_FromUnsignedLongLong(read<Number>(value));
}
template <class Number>
PyObject* make_float(const void* value) {
    return PyFloat_FromDouble(static_cast<double>(read<Number>(value)));
}

/// A null pointer is None.
template <Kind kind>
PyObject* make_text_of(const void* value) {
    std::string_view text;
    return weft::detail::text_conversion(kind)(value, &text) ? make_text(text) : py::none().release().ptr();
}

/// An empty optional is None.
template <class Value>
PyObject* make_optional(const void* value) {
    const auto& held = *static_cast<const std::optional<Value>*>(value);
    return held.has_value() ? plain_maker(weft::detail::arg_type<Value>)(&*held) : py::none().release().ptr();
}

template <class... Values>
void add_optionals(std::unordered_map<std::string_view, MakePlain>& all) {
    (all.emplace(typeid(std::optional<Values>).name(), &make_optional<Values>), ...);
}

/// What no kind tells.
const std::unordered_map<std::string_view, MakePlain>& others() {
    static const auto* const all = [] {
        auto* const made = new std::unordered_map<std::string_view, MakePlain>;
        made->emplace(typeid(bool).name(),
                      [](const void* value) { return PyBool_FromLong(read<bool>(value) ? 1 : 0); });
        made->emplace(typeid(std::atomic<bool>).name(), [](const void* value) {
            return PyBool_FromLong(static_cast<const std::atomic<bool>*>(value)->load() ? 1 : 0);
        });
        made->emplace(typeid(char).name(), [](const void* value) {
            return make_text({static_cast<const char*>(value), 1});
        });
        add_optionals<bool, int, long, long long, unsigned, unsigned long, unsigned long long, float, double,
                      std::string, std::string_view>(*made);
        return made;
    }();
    return *all;
}

}  // namespace

py::object text_to_python(std::string_view text) {
    return stolen(make_text(text));
}

MakePlain plain_maker(const ArgType& type) {
    switch (type.kind) {
        case Kind::int8: return &make_signed<std::int8_t>;
        case Kind::int16: return &make_signed<std::int16_t>;
        case Kind::int32: return &make_signed<std::int32_t>;
        case Kind::int64: return &make_signed<std::int64_t>;
        case Kind::uint8: return &make_unsigned<std::uint8_t>;
        case Kind::uint16: return &make_unsigned<std::uint16_t>;
        case Kind::uint32: return &make_unsigned<std::uint32_t>;
        case Kind::uint64: return &make_unsigned<std::uint64_t>;
        case Kind::float32: return &make_float<float>;
        case Kind::float64: return &make_float<double>;
        case Kind::float_long: return &make_float<long double>;
        case Kind::string: return &make_text_of<Kind::string>;
        case Kind::string_view: return &make_text_of<Kind::string_view>;
        case Kind::c_string: return &make_text_of<Kind::c_string>;
        case Kind::mutable_c_string: return &make_text_of<Kind::mutable_c_string>;
        case Kind::other: break;
    }
    const auto found = others().find(type.id->name());
    return found != others().end() ? found->second : nullptr;
}

}  // namespace weft::python::detail
