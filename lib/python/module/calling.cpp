// SPDX-License-Identifier: MIT
// Calls hooks for Python: without the GIL, which each handler of Python takes for itself.
#include "python/module/calling.hpp"

#include "python/errors.hpp"
#include "python/interpreter.hpp"
#include "python/module/arguments.hpp"
#include "python/module/fabric_class.hpp"
#include "python/object_sink.hpp"
#include "python/refusals.hpp"
#include "python/spelling.hpp"

#include <weft/detail/bridge_access.hpp>

#include <array>
#include <string>

namespace weft::python::detail {

namespace {

namespace py = pybind11;
using weft::detail::BridgeAccess;

std::string_view hook_in(const char* method, PyObject* object) {
    if (PyUnicode_Check(object) == 0) {
        refuse_hook(method, spelled(object));
    }
    return text_of(object);
}

/// What Python has passed: the hook, the positional arguments, and the named ones after them.
struct Passed {
    Fabric& fabric;
    std::string_view hook;
    PyObject* const* objects;
    std::size_t positional;
    PyObject* names;

    Passed(const char* method, PyObject* self, PyObject* const* given, Py_ssize_t count,
           PyObject* names_given)
        : fabric(fabric_in(self)),
          hook(count > 0 ? hook_in(method, given[0]) : throw_no_hook(method)),
          objects(given + 1),
          positional(static_cast<std::size_t>(count) - 1),
          names(names_given) {}

private:
    [[noreturn]] static std::string_view throw_no_hook(const char* method) { refuse_no_hook_given(method); }
};

template <class With>
std::size_t run(const Passed& passed, const CallArguments& arguments, With* with) {
    const WithoutGil without;
    return BridgeAccess::call(passed.fabric, passed.hook, arguments.view(), with);
}

PyObject* call(PyObject* self, PyObject* const* given, Py_ssize_t count, PyObject* names) {
    return guarded([&]() -> PyObject* {
        const Passed passed("call", self, given, count, names);
        const CallArguments arguments("call", passed.objects, passed.positional, names);
        return PyLong_FromSize_t(run<weft::detail::Sink>(passed, arguments, nullptr));
    });
}

PyObject* collect(PyObject* self, PyObject* const* given, Py_ssize_t count, PyObject* names) {
    return guarded([&]() -> PyObject* {
        const Passed passed("collect", self, given, count, names);
        const CallArguments arguments("collect", passed.objects, passed.positional, names);
        ObjectSink sink(false);
        run<weft::detail::Sink>(passed, arguments, &sink);
        py::list all;
        for (const py::object& one : sink.all()) {
            all.append(one);
        }
        return all.release().ptr();
    });
}

PyObject* first(PyObject* self, PyObject* const* given, Py_ssize_t count, PyObject* names) {
    return guarded([&]() -> PyObject* {
        const Passed passed("first", self, given, count, names);
        const CallArguments arguments("first", passed.objects, passed.positional, names);
        ObjectSink sink(true);
        run<weft::detail::Sink>(passed, arguments, &sink);
        py::object found = sink.all().empty() ? py::object(py::none()) : sink.all().front();
        return found.release().ptr();
    });
}

/// Calls the body, without which the handlers of C++ had no GIL to give.
void run_body(PyObject* body) {
    const Gil gil;
    const InsidePython inside;
    const auto result = py::reinterpret_steal<py::object>(call_python(body, nullptr, 0, nullptr));
    if (!result) {
        throw_python_error();
    }
}

PyObject* around(PyObject* self, PyObject* const* given, Py_ssize_t count, PyObject* names) {
    return guarded([&]() -> PyObject* {
        Passed passed("around", self, given, count, names);
        if (passed.positional == 0 || PyCallable_Check(passed.objects[passed.positional - 1]) == 0) {
            refuse_no_body(passed.hook,
                           passed.positional == 0 ? "none" : spelled(passed.objects[passed.positional - 1]));
        }
        PyObject* const body = passed.objects[--passed.positional];
        // Without the body, the named ones are to follow the positional ones again.
        const auto named = names != nullptr ? static_cast<std::size_t>(PyTuple_GET_SIZE(names)) : 0;
        std::vector<PyObject*> objects(passed.objects, passed.objects + passed.positional);
        objects.insert(objects.end(), passed.objects + passed.positional + 1,
                       passed.objects + passed.positional + 1 + named);
        const CallArguments arguments("around", objects.data(), passed.positional, names);
        auto call_body = [body] { run_body(body); };
        weft::detail::Body around_it = weft::detail::body_of(call_body);
        run(passed, arguments, &around_it);
        return py::bool_(around_it.is_entered).release().ptr();
    });
}

PyCFunction as_function(PyObject* (*function)(PyObject*, PyObject* const*, Py_ssize_t, PyObject*)) {
    return reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(function));
}

constexpr int how = METH_FASTCALL | METH_KEYWORDS;

std::array<PyMethodDef, 4> methods{{
    {"call", as_function(&call), how,
     "call($self, hook, /, *args, **kwargs)\n--\n\n"
     "Runs the handlers of the hook in order, and returns how many ran.\n\n"
     "    fabric.call(\"on_step\", loss=loss, step=step)\n\n"
     "A handler takes the arguments that it names, and never sees the others. What it raises leaves the "
     "call, and the handlers "
     "after it do not run. Raises weft.ArgumentError where a parameter of a handler cannot be filled, before "
     "that handler runs."},
    {"around", as_function(&around), how,
     "around($self, hook, /, *args, **kwargs)\n--\n\n"
     "Runs the handlers of the hook around a body, which is the last positional argument: a function without "
     "parameters.\n\n"
     "    fabric.around(\"around_validation\", lambda: validate(epoch), epoch=epoch)\n\n"
     "A handler with a parameter annotated weft.Next has all that comes after it within its own run. Returns "
     "whether the body "
     "was entered."},
    {"collect", as_function(&collect), how,
     "collect($self, hook, /, *args, **kwargs)\n--\n\n"
     "Calls the hook, and returns a list of what the handlers return, in their order. None is no result."},
    {"first", as_function(&first), how,
     "first($self, hook, /, *args, **kwargs)\n--\n\n"
     "Calls the hook as collect does, but ends the call after the first handler that returns a result, and "
     "returns that: the "
     "handlers after it do not run. None if there is none."},
}};

}  // namespace

void add_calling(const py::object& fabric_class) {
    auto* const type = reinterpret_cast<PyTypeObject*>(fabric_class.ptr());
    for (PyMethodDef& one : methods) {
        fabric_class.attr(one.ml_name) = py::reinterpret_steal<py::object>(PyDescr_NewMethod(type, &one));
    }
}

}  // namespace weft::python::detail
