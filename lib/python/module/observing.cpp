// SPDX-License-Identifier: MIT
// Shows calls and failures to Python's functions.
#include "python/module/observing.hpp"

#include "python/args_object.hpp"
#include "python/errors.hpp"
#include "python/interpreter.hpp"
#include "python/kept.hpp"
#include "python/refusals.hpp"
#include "python/spelling.hpp"

#include <weft/quarantine.hpp>

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace weft::python::detail {

namespace {

namespace py = pybind11;

/// An event as Python sees it, as long as the observer runs.
struct EventView {
    const Event* event;
    py::object args;

    [[nodiscard]] const Event& get() const {
        if (event == nullptr) {
            PyErr_SetString(PyExc_ReferenceError,
                            "weft.Event: the observer that it was passed to has returned");
            throw py::error_already_set();
        }
        return *event;
    }
};

/// One of Python's functions, which C++ calls with one object.
class Function {
public:
    explicit Function(const py::object& function)
        : kept_(std::make_shared<Kept>(std::vector<py::object>{function})) {}

    /// With the GIL, and within an `InsidePython`.
    void call(const py::object& given) const {
        const py::object function = kept_->at(0);
        PyObject* const argument = given.ptr();
        if (function &&
            !py::reinterpret_steal<py::object>(call_python(function.ptr(), &argument, 1, nullptr))) {
            throw_python_error();
        }
    }

private:
    std::shared_ptr<Kept> kept_;
};

struct Observer : Function {
    using Function::Function;

    void operator()(const Event& event) const {
        const Gil gil;
        const InsidePython inside;
        const ArgsObject args(event.args());
        const py::object given = py::cast(EventView{&event, args.object()});
        struct Expiring {
            const py::object& object;
            ~Expiring() { object.cast<EventView&>().event = nullptr; }
        } const expiring{given};
        call(given);
    }
};

/// A failure as Python keeps it.
struct FailureOfPython {
    std::string hook;
    std::string callback;
    py::object exception;
    Connection connection;
    std::size_t consecutive;
};

struct ErrorHandler : Function {
    using Function::Function;

    void operator()(const Failure& failure) const {
        const Gil gil;
        const InsidePython inside;
        call(py::cast(FailureOfPython{std::string(failure.hook()), failure.callback(),
                                      exception_object(failure.exception()), failure.connection(),
                                      failure.consecutive()}));
    }
};

std::unordered_map<PyTypeObject*, std::function<Connection(Fabric&, const py::object&)>>& native_observers() {
    static auto* const all =
        new std::unordered_map<PyTypeObject*, std::function<Connection(Fabric&, const py::object&)>>;
    return *all;
}

void add_event(py::module_& module) {
    py::enum_<EventKind>(module, "EventKind", "The moments at which an observer is called.")
        .value("call_begin", EventKind::call_begin)
        .value("handler_begin", EventKind::handler_begin)
        .value("handler_end", EventKind::handler_end)
        .value("call_end", EventKind::call_end);
    py::class_<EventView>(module, "Event",
                          "One moment of a call, as an observer sees it. Valid while the observer runs.")
        .def_property_readonly(
            "kind", [](const EventView& view) { return view.get().kind(); }, "A weft.EventKind.")
        .def_property_readonly(
            "hook", [](const EventView& view) { return std::string(view.get().hook()); },
            "The name of the hook that is called.")
        .def_property_readonly(
            "callback", [](const EventView& view) { return view.get().callback(); },
            "Who handles it; empty for an event of the call.")
        .def_property_readonly(
            "args", [](const EventView& view) { return view.args; }, "A weft.Args.")
        .def_property_readonly(
            "duration",
            [](const EventView& view) {
                return std::chrono::duration<double>(view.get().duration()).count();
            },
            "The time from begin to end in seconds; 0.0 in an event of a begin.")
        .def_property_readonly(
            "exception", [](const EventView& view) { return exception_object(view.get().exception()); },
            "The exception that left the handler or the call; None where none did.")
        .def_property_readonly(
            "ran", [](const EventView& view) { return view.get().ran(); },
            "How many handlers have run in this call, at its end.")
        .def_property_readonly(
            "depth", [](const EventView& view) { return view.get().depth(); },
            "How many observed calls the thread was already inside.");
}

void add_failure(py::module_& module) {
    py::class_<FailureOfPython>(module, "Failure",
                                "One failure of a handler, as the function of on_error sees it.")
        .def_readonly("hook", &FailureOfPython::hook, "The name of the hook that was called.")
        .def_readonly("callback", &FailureOfPython::callback, "Whose handler failed.")
        .def_readonly("exception", &FailureOfPython::exception, "The exception.")
        .def_readonly("connection", &FailureOfPython::connection, "The weft.Connection of the handler.")
        .def_readonly("consecutive", &FailureOfPython::consecutive,
                      "How many times in a row this handler has failed, this time included.");
    const auto quarantined = py::class_<Quarantine>(module, "Quarantine", "What weft.quarantine makes.");
    module.def("quarantine", py::overload_cast<std::size_t>(&quarantine), py::arg("failures"),
               "A function for on_error: blocks a handler that has failed so many times in a row, and lets "
               "the others go on.");
}

}  // namespace

Connection observe(Fabric& fabric, const py::object& observer) {
    if (const auto native = native_observers().find(Py_TYPE(observer.ptr()));
        native != native_observers().end()) {
        return native->second(fabric, observer);
    }
    if (PyCallable_Check(observer.ptr()) == 0) {
        refuse_observer(spelled(observer));
    }
    Observer made(observer);
    const WithoutGil without;
    return fabric.observe(std::move(made));
}

void on_error(Fabric& fabric, const py::object& handler) {
    std::function<void(const Failure&)> handle;
    if (py::isinstance<Quarantine>(handler)) {
        handle = handler.cast<const Quarantine&>();
    } else if (!handler.is_none()) {
        if (PyCallable_Check(handler.ptr()) == 0) {
            refuse_function("on_error", spelled(handler));
        }
        handle = ErrorHandler(handler);
    }
    const WithoutGil without;
    fabric.on_error(std::move(handle));
}

void add_native_observer(const py::object& of_class,
                         std::function<Connection(Fabric&, const py::object&)> observe) {
    native_observers()[reinterpret_cast<PyTypeObject*>(of_class.ptr())] = std::move(observe);
}

void add_observing(py::module_& module) {
    add_event(module);
    add_failure(module);
}

}  // namespace weft::python::detail
