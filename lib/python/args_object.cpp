// SPDX-License-Identifier: MIT
// A read-only mapping over the arguments of a call. Each value is made for Python when it is asked for.
#include "python/args_object.hpp"

#include "python/plain.hpp"
#include "python/to_python.hpp"

#include <weft/detail/bridge_access.hpp>

#include <fmt/core.h>

#include <optional>
#include <string>

namespace weft::python::detail {

namespace {

namespace py = pybind11;

const weft::detail::View& view_of(const ArgsView& args) {
    return weft::detail::BridgeAccess::view(args.args());
}

std::optional<std::size_t> find(const ArgsView& args, const py::object& key) {
    if (py::isinstance<py::str>(key)) {
        return weft::detail::find_name(view_of(args), key.cast<std::string>());
    }
    const auto size = static_cast<py::ssize_t>(args.args().size());
    auto index = key.cast<py::ssize_t>();
    index += index < 0 ? size : 0;
    return index >= 0 && index < size ? std::optional(static_cast<std::size_t>(index)) : std::nullopt;
}

py::object get_item(const ArgsView& args, const py::object& key) {
    const auto index = find(args, key);
    if (!index.has_value()) {
        PyErr_SetObject(py::isinstance<py::str>(key) ? PyExc_KeyError : PyExc_IndexError, key.ptr());
        throw py::error_already_set();
    }
    return argument_to_python(view_of(args), *index);
}

py::object get(const ArgsView& args, const py::object& key, const py::object& fallback) {
    const auto index = find(args, key);
    return index.has_value() ? argument_to_python(view_of(args), *index) : fallback;
}

py::list keys(const ArgsView& args) {
    py::list all;
    for (const Arg& arg : args.args()) {
        if (!arg.name().empty()) {
            all.append(text_to_python(arg.name()));
        }
    }
    return all;
}

}  // namespace

const Args& ArgsView::args() const {
    if (args_ == nullptr) {
        PyErr_SetString(PyExc_ReferenceError, "weft.Args: the call that passed it is over");
        throw py::error_already_set();
    }
    return *args_;
}

ArgsObject::ArgsObject(const Args& args) : object_(py::cast(ArgsView(args))) {}

ArgsObject::~ArgsObject() {
    object_.cast<ArgsView&>().expire();
}

void add_args_class(py::module_& module) {
    py::class_<ArgsView>(
        module, "Args",
        "All arguments of a call, by name or by place, as a mapping: `args[\"step\"]`, `args[0]`, "
        "`\"step\" in args`. Valid during the call.")
        .def("__getitem__", &get_item, py::arg("key"))
        .def("get", &get, py::arg("key"), py::arg("default") = py::none(),
             "The argument, or the default where the call passes none of that name or at that place.")
        .def("keys", &keys, "The names, in the order of the call.")
        .def("__iter__", [](const ArgsView& args) { return py::iter(keys(args)); })
        .def("__len__", [](const ArgsView& args) { return args.args().size(); })
        .def(
            "__contains__",
            [](const ArgsView& args, const std::string& name) { return args.args().contains(name); },
            py::arg("name"))
        .def("__repr__", [](const ArgsView& args) { return text_to_python(fmt::format("{}", args.args())); });
}

}  // namespace weft::python::detail
