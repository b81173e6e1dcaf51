// SPDX-License-Identifier: MIT
// Handles of registrations, and registrations as data.
#include "python/module/connection_class.hpp"

#include "python/interpreter.hpp"

#include <weft/connection.hpp>
#include <weft/hook_info.hpp>

#include <fmt/core.h>

#include <pybind11/stl.h>

namespace weft::python::detail {

namespace {

namespace py = pybind11;

void add_info(py::module_& module) {
    py::class_<HandlerInfo>(module, "HandlerInfo", "One connected handler, as it was when hooks was called.")
        .def_readonly("callback", &HandlerInfo::callback, "The class, or `handler at file:line`.")
        .def_readonly("parameters", &HandlerInfo::parameters, "Names in order.")
        .def_readonly("blocked", &HandlerInfo::blocked)
        .def_readonly("once", &HandlerInfo::once)
        .def_readonly("every", &HandlerInfo::every, "Runs on each n-th call; 1: on each.")
        .def_readonly("when", &HandlerInfo::when, "Whether a predicate is asked before each run.")
        .def_readonly("around", &HandlerInfo::around, "Whether it takes a weft.Next.")
        .def_property_readonly(
            "reads",
            [](const HandlerInfo& info) {
                std::vector<std::string> names;
                for (const ReadInfo& read : info.reads) {
                    names.push_back(read.argument);
                }
                return names;
            },
            "The arguments that it reads beside its parameters, as far as its class says so.")
        .def("__repr__", [](const HandlerInfo& info) { return fmt::format("{}", info); });
    py::class_<HookInfo>(module, "HookInfo", "A hook with at least one handler.")
        .def_readonly("name", &HookInfo::name)
        .def_readonly("handlers", &HookInfo::handlers, "In the order in which a call runs them.")
        .def("__repr__", [](const HookInfo& info) { return fmt::format("{}", info); });
}

}  // namespace

void add_connection_classes(py::module_& module) {
    using Released = py::call_guard<WithoutGil>;
    py::class_<Block>(module, "Block",
                      "Keeps the handlers of a connection from running, until it ends:\n\n"
                      "    with connection.block():\n        ...")
        .def("unblock", &Block::unblock, "Ends the block early.")
        .def("__enter__", [](const py::object& self) { return self; })
        .def("__exit__", [](Block& block, const py::args& /*exception*/) { block.unblock(); });
    py::class_<Connection>(
        module, "Connection",
        "A handle to what one add, connect or observe has registered. It keeps neither the callback nor the "
        "fabric alive.")
        .def(
            "disconnect", &Connection::disconnect, Released(),
            "From here on, no call runs a handler of this connection. Does not wait for one that is running.")
        .def("disconnect_and_wait", &Connection::disconnect_and_wait, Released(),
             "Disconnects, and returns when no thread is inside a handler of this connection.")
        .def_property_readonly("connected", &Connection::connected, "Whether calls still reach the handlers.")
        .def("block", &Connection::block,
             "Keeps the handlers from running as long as the returned weft.Block lives.")
        .def_property_readonly("blocked", &Connection::blocked,
                               "Whether there is at least one block on this connection.")
        .def(
            "__eq__", [](const Connection& one, const Connection& other) { return one == other; },
            py::is_operator(), py::arg("other"));
    add_info(module);
}

}  // namespace weft::python::detail
