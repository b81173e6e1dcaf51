// SPDX-License-Identifier: MIT
// What a Ref refers to is written by the rules by which arguments are converted: without loss, or not at all.
#include "python/ref.hpp"

#include "python/plain.hpp"
#include "python/refusals.hpp"
#include "python/spelling.hpp"

#include <weft/detail/arguments/conversion.hpp>

#include <atomic>

namespace weft::python::detail {

namespace {

namespace py = pybind11;
using weft::detail::Kind;
using weft::detail::Match;
using weft::detail::ParameterType;

PyTypeObject* ref_class = nullptr;

bool is_atomic(const weft::detail::ArgType& type) noexcept {
    return weft::detail::same_type(*type.id, typeid(std::atomic<bool>));
}

bool is_truth(const weft::detail::ArgType& type) noexcept {
    return weft::detail::same_type(*type.id, typeid(bool)) || is_atomic(type);
}

bool is_number(const weft::detail::ArgType& type) noexcept {
    return type.kind >= Kind::int8 && type.kind <= Kind::float_long;
}

Match take_reference(const weft::detail::ArgInfo& info, bool is_mutable,
                     weft::detail::ArgumentSource& /*source*/) {
    return !can_refer_to(*info.type) ? Match::wrong_type : is_mutable ? Match::yes : Match::is_const;
}

constexpr ParameterType required{
    nullptr, Kind::other, weft::detail::Form::reference, 0, weft::detail::Takes::argument, &take_reference};
constexpr ParameterType optional{
    nullptr, Kind::other, weft::detail::Form::reference, 1, weft::detail::Takes::argument, &take_reference};

}  // namespace

bool can_refer_to(const weft::detail::ArgType& type) noexcept {
    return is_number(type) || is_truth(type) || type.kind == Kind::string;
}

const ParameterType& ref_parameter(bool is_optional) noexcept {
    return is_optional ? optional : required;
}

Ref::Ref(const py::object& given) : type_(nullptr), target_(nullptr) {
    const Ref* const other = find_ref(given.ptr());
    const py::object value = other != nullptr ? other->get() : given;
    Room room;
    const Described described = describe_made(value.ptr(), room);
    switch (origin_of(*described.type)) {
        case Origin::truth:
        case Origin::integer:
        case Origin::natural:
        case Origin::number:
            value_ = std::get<FromPython>(room);
            type_ = described.type;
            target_ = &value_;
            break;
        case Origin::text:
        case Origin::long_text:
            text_.text = *static_cast<const std::string*>(described.value);
            type_ = &type_of(Origin::text);
            target_ = &text_;
            break;
        default: refuse_ref(spelled(value), {});
    }
}

void* Ref::target() const {
    if (target_ == nullptr) {
        PyErr_SetString(PyExc_ReferenceError, "weft.Ref: the call that passed it is over");
        throw py::error_already_set();
    }
    return target_;
}

py::object Ref::get() const {
    return stolen(plain_maker(*type_)(target()));
}

void Ref::set(const py::object& value) {
    void* const to = target();
    Room room;
    const Described described = describe_made(value.ptr(), room);
    const std::string wanted = weft::detail::type_name(*type_->id);
    if (is_truth(*type_)) {
        if (origin_of(*described.type) != Origin::truth) {
            refuse_ref(spelled(value), wanted);
        }
        const bool truth = *static_cast<const bool*>(described.value);
        is_atomic(*type_) ? static_cast<std::atomic<bool>*>(to)->store(truth)
                          : void(*static_cast<bool*>(to) = truth);
        return;
    }
    if (is_number(*type_)) {
        const auto convert = weft::detail::number_conversion(*described.type, type_->kind);
        if (convert == nullptr || !convert(described.value, to)) {
            refuse_ref(spelled(value), wanted);
        }
        return;
    }
    if (described.type->kind != Kind::string) {
        refuse_ref(spelled(value), wanted);
    }
    *static_cast<std::string*>(to) = *static_cast<const std::string*>(described.value);
}

Described Ref::describe(PyObject* self) {
    value_.object = text_.object = self;
    return {type_, target(), nullptr, true};
}

Ref* find_ref(PyObject* object) noexcept {
    if (ref_class == nullptr || Py_TYPE(object) != ref_class) {
        return nullptr;
    }
    return static_cast<Ref*>(reinterpret_cast<py::detail::instance*>(object)->simple_value_holder[0]);
}

void add_ref_class(py::module_& module) {
    const auto made =
        py::class_<Ref>(
            module, "Ref", py::is_final(),
            "A bool, a number or a text that handlers of both languages may change.\n\n"
            "In a call it fills what C++ takes as `bool&` or `double&`, and is read afterwards:\n\n"
            "    should_stop = weft.Ref(False)\n"
            "    fabric.call(\"on_step\", should_stop=should_stop)\n"
            "    if should_stop.value: ...\n\n"
            "A handler's parameter annotated `weft.Ref` gets one, whose `value` writes back to the loop. It "
            "is "
            "valid during the call.")
            .def(py::init<const py::object&>(), py::arg("value"))
            .def_property("value", &Ref::get, &Ref::set,
                          "The value. A new one is converted without loss, or refused.")
            .def("__bool__", [](const Ref& ref) { return ref.get().cast<bool>(); })
            .def("__float__", [](const Ref& ref) { return py::float_(ref.get()); })
            .def("__int__", [](const Ref& ref) { return py::int_(ref.get()); })
            .def("__format__",
                 [](const Ref& ref, const py::object& how) { return ref.get().attr("__format__")(how); })
            .def("__repr__", [](const Ref& ref) { return "weft.Ref(" + spelled(ref.get()) + ")"; })
            .def_static(
                "__class_getitem__",
                [](const py::object&) {
                    return py::reinterpret_borrow<py::object>(reinterpret_cast<PyObject*>(ref_class));
                },
                py::arg("of"));
    ref_class = reinterpret_cast<PyTypeObject*>(made.ptr());
}

}  // namespace weft::python::detail
