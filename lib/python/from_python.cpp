// SPDX-License-Identifier: MIT
// Describes Python's objects to C++. What costs more than a few bytes is made when somebody takes it.
#include "python/from_python.hpp"

#include "python/array.hpp"
#include "python/interpreter.hpp"
#include "python/lazy.hpp"
#include "python/ref.hpp"

#include <weft/detail/handlers/invoker.hpp>

#include <array>
#include <cmath>
#include <unordered_map>

namespace weft::python::detail {

namespace {

namespace py = pybind11;
using weft::detail::ArgType;
using weft::detail::Kind;

/// Text of so many bytes is copied for each call; longer text only where C++ takes it.
constexpr Py_ssize_t short_text = 64;

std::string format_object(const void* value) {
    const Gil gil;
    PyObject* const object = static_cast<const FromPython*>(value)->object;
    const auto text = py::reinterpret_steal<py::object>(PyObject_Repr(object));
    const char* const characters = text ? PyUnicode_AsUTF8(text.ptr()) : nullptr;
    if (characters == nullptr) {
        PyErr_Clear();
        return std::string("<") + Py_TYPE(object)->tp_name + ">";
    }
    return characters;
}

template <class Value>
void* copy_with_object(const void* value) {
    const Gil gil;
    const auto& from = *static_cast<const Value*>(value);
    Py_XINCREF(from.object);
    return new Value(from);
}

template <class Value>
void destroy_with_object(void* value) noexcept {
    auto* const from = static_cast<Value*>(value);
    let_go(from->object);
    delete from;
}

/// Reads by `__float__`. Python's `TypeError` says that the object is no number; all other errors are thrown on.
template <class To>
bool read_float(const void* from, void* to) {
    const Gil gil;
    PyObject* const object = static_cast<const FromPython*>(from)->object;
    const PyNumberMethods* const methods = Py_TYPE(object)->tp_as_number;
    if (methods == nullptr || (methods->nb_float == nullptr && methods->nb_index == nullptr)) {
        return false;
    }
    const double number = PyFloat_AsDouble(object);
    if (number == -1.0 && PyErr_Occurred() != nullptr) {
        if (PyErr_ExceptionMatches(PyExc_TypeError) != 0 ||
            PyErr_ExceptionMatches(PyExc_OverflowError) != 0) {
            PyErr_Clear();
            return false;
        }
        throw py::error_already_set();
    }
    if (!weft::detail::number_fits<To>(number)) {
        return false;
    }
    *static_cast<To*>(to) = static_cast<To>(number);
    return true;
}

constexpr std::array<weft::detail::Convert, 3> float_readers{&read_float<float>, &read_float<double>,
                                                             &read_float<long double>};

template <class Type>
consteval ArgType with_object() {
    ArgType type = weft::detail::describe_type<Type, 0>();
    type.copy = &copy_with_object<FromPython>;
    type.destroy = &destroy_with_object<FromPython>;
    return type;
}

consteval ArgType text_type() {
    ArgType type = weft::detail::describe_type<std::string, 0>();
    type.copy = &copy_with_object<TextFromPython>;
    type.destroy = &destroy_with_object<TextFromPython>;
    return type;
}

constexpr ArgType object_type{&typeid(py::object),
                              Kind::other,
                              false,
                              &format_object,
                              &copy_with_object<FromPython>,
                              &destroy_with_object<FromPython>,
                              float_readers.data(),
                              nullptr,
                              false};

// Not those of the headers, whose addresses say nothing about Python.
constexpr std::array<ArgType, 7> types{with_object<bool>(),
                                       with_object<long long>(),
                                       with_object<unsigned long long>(),
                                       with_object<double>(),
                                       text_type(),
                                       object_type,
                                       weft::detail::describe_type<std::string, 0>()};

/// The types of bound classes, each made when an object of it is passed first.
std::unordered_map<const py::detail::type_info*, std::unique_ptr<ArgType>>& bound_types() {
    static auto* const all = new std::unordered_map<const py::detail::type_info*, std::unique_ptr<ArgType>>;
    return *all;
}

std::string format_bound(const void* /*value*/) {
    return "<object>";
}

const ArgType& bound_type(const py::detail::type_info* info) {
    std::unique_ptr<ArgType>& type = bound_types()[info];
    if (type == nullptr) {
        type = std::make_unique<ArgType>(ArgType{info->cpptype, Kind::other, false, &format_bound, nullptr,
                                                 nullptr, nullptr, nullptr, false});
    }
    return *type;
}

/// An object of a class that was bound with pybind11, by reference.
bool describe_bound(PyObject* object, Described& described) {
    auto* const base = reinterpret_cast<PyTypeObject*>(py::detail::get_internals().instance_base);
    if (PyObject_TypeCheck(object, base) == 0) {
        return false;
    }
    const auto& infos = py::detail::all_type_info(Py_TYPE(object));
    if (infos.size() != 1) {
        return false;
    }
    auto* const instance = reinterpret_cast<py::detail::instance*>(object);
    void* const value = instance->get_value_and_holder(infos.front()).value_ptr();
    if (value == nullptr) {
        return false;
    }
    described = {&bound_type(infos.front()), value, nullptr, true};
    return true;
}

Described at_hand(Origin origin, Room& room, FromPython value) {
    return {&type_of(origin), &room.emplace<FromPython>(value), nullptr, false};
}

Described as_object(PyObject* object, Room& room) {
    FromPython value{};
    value.self = value.object = object;
    return at_hand(Origin::object, room, value);
}

Described as_integer(PyObject* object, PyObject* integer, Room& room) {
    FromPython value{};
    value.object = object;
    int overflow = 0;
    value.integer = PyLong_AsLongLongAndOverflow(integer, &overflow);
    if (overflow == 0) {
        return at_hand(Origin::integer, room, value);
    }
    value.natural = overflow > 0 ? PyLong_AsUnsignedLongLong(integer) : 0;
    if (overflow < 0 || PyErr_Occurred() != nullptr) {
        PyErr_Clear();
        return as_object(object, room);  // A floating-point parameter takes it by `__float__`.
    }
    return at_hand(Origin::natural, room, value);
}

Described as_truth(PyObject* object, bool truth, Room& room) {
    FromPython value{};
    value.object = object;
    value.truth = truth;
    return at_hand(Origin::truth, room, value);
}

Described as_number(PyObject* object, double number, Room& room) {
    FromPython value{};
    value.object = object;
    value.number = number;
    return at_hand(Origin::number, room, value);
}

Described as_lazy(PyObject* object, Origin origin, bool is_function, Room& room) {
    auto& lazy = room.emplace<LazyFromPython>(object, origin, is_function);
    return {&type_of(origin), nullptr, &lazy, false};
}

Described as_text(PyObject* object, Room& room) {
    if (PyUnicode_GET_LENGTH(object) > short_text) {
        return as_lazy(object, Origin::long_text, false, room);
    }
    Py_ssize_t size = 0;
    const char* const characters = PyUnicode_AsUTF8AndSize(object, &size);
    if (characters == nullptr) {
        PyErr_Clear();  // Surrogates: whoever takes it as text is told.
        return as_lazy(object, Origin::long_text, false, room);
    }
    auto& text = room.emplace<TextFromPython>(
        TextFromPython{std::string(characters, static_cast<std::size_t>(size)), object});
    return {&type_of(Origin::text), &text, nullptr, false};
}

Described as_scalar(PyObject* object, Scalar scalar, Room& room) {
    if (scalar == Scalar::truth) {
        return as_truth(object, PyObject_IsTrue(object) == 1, room);
    }
    if (scalar == Scalar::number) {
        return as_number(object, PyFloat_AsDouble(object), room);
    }
    const auto integer = py::reinterpret_steal<py::object>(PyNumber_Index(object));
    if (!integer) {
        throw py::error_already_set();
    }
    return as_integer(object, integer.ptr(), room);
}

/// Whatever is none of Python's own numbers and texts.
Described describe_other(PyObject* object, Room& room) {
    Described described;
    if (Ref* const ref = find_ref(object); ref != nullptr) {
        return ref->describe(object);
    }
    if (PyObject* const function = find_lazy(object); function != nullptr) {
        return as_lazy(function, Origin::object, true, room);
    }
    if (const Scalar scalar = scalar_of(object); scalar != Scalar::none) {
        return as_scalar(object, scalar, room);
    }
    if (const std::size_t element = element_of(object); element != element_types) {
        auto& lazy = room.emplace<LazyFromPython>(
            object, static_cast<Origin>(static_cast<std::size_t>(Origin::arrays) + element), false);
        return {&vector_type(element), nullptr, &lazy, false};
    }
    if (describe_bound(object, described)) {
        return described;
    }
    return as_object(object, room);
}

}  // namespace

Origin origin_of(const ArgType& type) noexcept {
    const ArgType* const at = &type;
    if (at >= types.data() && at < types.data() + types.size()) {
        return static_cast<Origin>(at - types.data() + 1);
    }
    const ArgType* const first = &vector_type(0);
    if (at >= first && at < first + element_types) {
        return static_cast<Origin>(static_cast<std::ptrdiff_t>(Origin::arrays) + (at - first));
    }
    return Origin::none;
}

const ArgType& type_of(Origin origin) noexcept {
    return types[static_cast<std::size_t>(origin) - 1];
}

bool is_bound_from_python(const ArgType& type) noexcept {
    return type.format == &format_bound;
}

LazyFromPython::~LazyFromPython() {
    Py_XDECREF(result_.object);
}

void* LazyFromPython::make(weft::detail::LazyValue& self) {
    auto& lazy = static_cast<LazyFromPython&>(self);
    const Gil gil;
    if (lazy.is_function_) {
        PyObject* const result = call_python(lazy.object_, nullptr, 0, nullptr);
        if (result == nullptr) {
            throw py::error_already_set();
        }
        lazy.result_.self = lazy.result_.object = result;
        return &lazy.result_;
    }
    if (lazy.origin_ == Origin::long_text) {
        // Surrogates that stand for bytes, as in names of files, become these bytes again.
        const auto bytes = py::reinterpret_steal<py::object>(
            PyUnicode_AsEncodedString(lazy.object_, "utf-8", "surrogateescape"));
        if (!bytes) {
            throw py::error_already_set();
        }
        lazy.made_ = Made(new std::string(PyBytes_AS_STRING(bytes.ptr()),
                                          static_cast<std::size_t>(PyBytes_GET_SIZE(bytes.ptr()))),
                          &weft::detail::destroy_value<std::string>);
    } else {
        const std::size_t element =
            static_cast<std::size_t>(lazy.origin_) - static_cast<std::size_t>(Origin::arrays);
        lazy.made_ = Made(make_vector(lazy.object_, element), vector_type(element).destroy);
    }
    return lazy.made_.get();
}

Described describe(PyObject* object, Room& room) {
    if (PyFloat_Check(object)) {
        return as_number(object, PyFloat_AS_DOUBLE(object), room);
    }
    if (PyBool_Check(object)) {
        return as_truth(object, object == Py_True, room);
    }
    if (PyLong_Check(object)) {
        return as_integer(object, object, room);
    }
    if (PyUnicode_Check(object)) {
        return as_text(object, room);
    }
    return describe_other(object, room);
}

Described describe_made(PyObject* object, Room& room) {
    Described described = describe(object, room);
    if (described.lazy != nullptr && std::get<LazyFromPython>(room).object() == nullptr) {
        return as_object(object, room);  // What comes out of a handler is no function of the call's.
    }
    if (described.lazy != nullptr) {
        described.value = std::get<LazyFromPython>(room).make_now();
    }
    described.is_mutable = false;
    return described;
}

}  // namespace weft::python::detail
