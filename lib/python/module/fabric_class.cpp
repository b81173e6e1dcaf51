// SPDX-License-Identifier: MIT
// The class weft.Fabric: registration, declarations and inspection. What calls hooks is in calling.cpp.
#include "python/module/fabric_class.hpp"

#include "python/collected.hpp"
#include "python/errors.hpp"
#include "python/interpreter.hpp"
#include "python/module/calling.hpp"
#include "python/module/extras.hpp"
#include "python/module/observing.hpp"
#include "python/refusals.hpp"
#include "python/registration.hpp"

#include <weft/detail/bridge_access.hpp>

#include <fmt/core.h>

#include <pybind11/stl.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace weft::python::detail {

namespace {

namespace py = pybind11;
using weft::detail::BridgeAccess;

/// Ends a fabric of Python's. Its end may wait for handlers that run in the background, which take the GIL.
struct EndFabric {
    void operator()(Fabric* fabric) const {
        remove_keeper(fabric);
        if (may_wait()) {
            const py::error_scope raised;
            const WithoutGil without;
            delete fabric;
        } else {
            delete fabric;
        }
    }
};

using Class = py::class_<Fabric, std::unique_ptr<Fabric, EndFabric>>;

Connection add(Fabric& fabric, const py::object& callback, weft::detail::Manner&& manner) {
    const KeepingFor keeping(keeper_of(&fabric));
    Callback handed = to_callback(callback);
    const WithoutGil without;
    return BridgeAccess::add(fabric, std::move(handed), std::move(manner));
}

std::unique_ptr<Fabric, EndFabric> make(const py::object& callbacks) {
    refuse_sub_interpreter();
    std::unique_ptr<Fabric, EndFabric> fabric(new Fabric);
    add_keeper(fabric.get(), std::make_unique<Keeper>());
    const bool is_list = py::isinstance<py::list>(callbacks) || py::isinstance<py::tuple>(callbacks);
    if (is_list) {
        for (const py::handle one : py::tuple(callbacks)) {
            add(*fabric, py::reinterpret_borrow<py::object>(one), {});
        }
    } else if (!callbacks.is_none()) {
        add(*fabric, callbacks, {});
    }
    return fabric;
}

/// The names of arguments, which `declare` copies.
std::vector<std::string> texts(const py::args& names) {
    std::vector<std::string> all;
    for (const py::handle name : names) {
        all.push_back(name.cast<std::string>());
    }
    return all;
}

constexpr const char* words_of_add =
    "Registers one more callback, after the others, for all of its hooks. Any object is one: each of its "
    "public methods serves the hook "
    "of its name. Returns a weft.Connection, which covers all of them.\n\n"
    "at_front=True puts it before all others, every=10 runs it on each tenth call of each hook, "
    "when=predicate only in calls for which "
    "predicate(args) is true, where args is a weft.Args. before=\"Checkpoint\", after=[\"EarlyStopping\", "
    "\"mine\"], before_all=True and "
    "after_all=True order it by the names of others, which are those of their classes, or what "
    "named=\"mine\" says. A class asks for the same by an attribute: weft_order = {\"after\": "
    "\"Checkpoint\"}; what is "
    "given here replaces it.";

constexpr const char* words_of_connect =
    "Connects one function to one hook, which takes the arguments that its parameters name. The extras are "
    "those of add, and once=True, "
    "which disconnects it just before it runs. Returns a weft.Connection.";

void add_registering(Class& of) {
    of.def(py::init(&make), py::arg("callbacks") = py::none());
    of.def(
        "add",
        [](Fabric& fabric, const py::object& callback, bool at_front, bool at_back, const py::object& every,
           const py::object& when, const py::object& named, const py::object& before, const py::object& after,
           bool before_all, bool after_all) {
            const KeepingFor keeping(keeper_of(&fabric));
            const Order order = order_of({named, before, after, before_all, after_all}, "add");
            return add(fabric, callback, manner_of(at_front, at_back, false, every, when, order));
        },
        py::arg("callback"), py::kw_only(), py::arg("at_front") = false, py::arg("at_back") = false,
        py::arg("every") = py::none(), py::arg("when") = py::none(), py::arg("named") = py::none(),
        py::arg("before") = py::none(), py::arg("after") = py::none(), py::arg("before_all") = false,
        py::arg("after_all") = false, words_of_add);
    of.def(
        "connect",
        [](Fabric& fabric, const std::string& hook, const py::object& function, bool at_front, bool at_back,
           bool once, const py::object& every, const py::object& when, const py::object& named,
           const py::object& before, const py::object& after, bool before_all, bool after_all) {
            const KeepingFor keeping(keeper_of(&fabric));
            const Place place = place_of_caller();
            const Order order = order_of({named, before, after, before_all, after_all}, hook);
            return connect_function(fabric, HookName(hook, place.file, place.line), function,
                                    manner_of(at_front, at_back, once, every, when, order));
        },
        py::arg("hook"), py::arg("function"), py::kw_only(), py::arg("at_front") = false,
        py::arg("at_back") = false, py::arg("once") = false, py::arg("every") = py::none(),
        py::arg("when") = py::none(), py::arg("named") = py::none(), py::arg("before") = py::none(),
        py::arg("after") = py::none(), py::arg("before_all") = false, py::arg("after_all") = false,
        words_of_connect);
    of.def(
        "observe",
        [](Fabric& fabric, const py::object& observer) {
            const KeepingFor keeping(keeper_of(&fabric));
            return observe(fabric, observer);
        },
        py::arg("observer"),
        "Shows each call and each run of a handler to the observer, a function that takes a weft.Event, or "
        "an observer of weft's. "
        "Returns a weft.Connection.");
    of.def(
        "on_error",
        [](Fabric& fabric, const py::object& handler) {
            const KeepingFor keeping(keeper_of(&fabric));
            on_error(fabric, handler);
        },
        py::arg("handler"),
        "Sets the function that decides what becomes of an exception that left a handler: it takes a "
        "weft.Failure. If it returns, "
        "the call goes on with the next handler; what it raises leaves the call. None brings back the "
        "default. What is to end the "
        "program, as KeyboardInterrupt and SystemExit, it does not see.");
}

void add_declaring(Class& of) {
    of.def(
        "declare",
        [](Fabric& fabric, const std::string& hook, const py::args& names) {
            const std::vector<std::string> kept = texts(names);
            const std::vector<std::string_view> views(kept.begin(), kept.end());
            BridgeAccess::declare(fabric, hook, views);
        },
        py::arg("hook"),
        "States that the loop calls this hook and passes these arguments: fabric.declare(\"on_step\", "
        "\"step\", \"loss\"). For the "
        "same hook again, it adds to them.");
    of.def("check", &Fabric::check, py::call_guard<WithoutGil>(),
           "Raises weft.Error with a line for each handler whose hook or parameter no declaration knows, "
           "with the nearest declared "
           "name.");
    of.def("strict", &Fabric::strict, py::call_guard<WithoutGil>(),
           "Checks what is there. From then on add and connect refuse what check would find, and the call of "
           "an undeclared hook "
           "raises weft.Error.");
    of.def("hooks", &Fabric::hooks, py::call_guard<WithoutGil>(),
           "What is connected, as data: a list of weft.HookInfo.");
    of.def("__repr__", [](const Fabric& fabric) { return fmt::format("{}", fabric); });
}

constexpr const char* words_of_fabric =
    "Connects a loop with those who listen to it. The loop calls hooks by name; callbacks and handlers are "
    "added here:\n\n"
    "    class MyCallback:\n"
    "        def on_train_batch_end(self, loss, output):\n"
    "            print(f\"loss {loss:.2f} with {len(output)} outputs\")\n\n"
    "    fabric = weft.Fabric(callbacks=[MyCallback()])\n"
    "    fabric.call(\"on_train_batch_end\", loss=loss, output=output)\n\n"
    "A callback is any object; its handler for a hook is its method of that name. Handlers run in the order "
    "of registration, and each "
    "takes the arguments that its parameters name: positional ones first, the others by name. Those that it "
    "does not name are left "
    "out, also for positional ones; *args and **kwargs take the rest. Where a parameter cannot be filled, "
    "the call raises "
    "weft.ArgumentError.\n\n"
    "A handler may do anything to the fabric: call any hook, add, connect, disconnect, block. Callbacks of "
    "C++ work in the same list: "
    "weft.ProgressBar, weft.EarlyStopping and others. What C++ is to change is passed as a weft.Ref.\n\n"
    "Any thread may call. The GIL is held only while Python code runs.";

}  // namespace

Fabric& fabric_in(PyObject* object) {
    auto* const fabric = value_in<Fabric>(object);
    if (fabric == nullptr) {
        refuse_fabric();
    }
    return *fabric;
}

void add_fabric_class(py::module_& module) {
    Class made(module, "Fabric", collected<Fabric>(), words_of_fabric);
    add_registering(made);
    add_calling(made);
    add_declaring(made);
}

}  // namespace weft::python::detail
