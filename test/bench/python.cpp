// SPDX-License-Identifier: MIT
// CPython in this process: what callers.py does.
#include <Python.h>

#include "scenario.hpp"

#include <memory>
#include <stdexcept>

namespace bench {
namespace {

struct DropReference {
    void operator()(PyObject* object) const noexcept { Py_XDECREF(object); }
};
using Object = std::unique_ptr<PyObject, DropReference>;

Object checked(PyObject* object) {
    if (object == nullptr) {
        PyErr_Print();
        throw std::runtime_error("Python failed");
    }
    return Object(object);
}

PyObject* callers() {
    static const Object module = [] {
        PyConfig config;
        PyConfig_InitPythonConfig(&config);
        config.install_signal_handlers = 0;
        // Its own installation, not that of a Python which comes first in PATH.
        PyConfig_SetBytesString(&config, &config.program_name, BENCH_PYTHON);
        if (PyStatus_Exception(Py_InitializeFromConfig(&config)) != 0) {
            throw std::runtime_error("Python does not start");
        }
        PyConfig_Clear(&config);
        PyObject* const path = PySys_GetObject("path");
        PyList_Insert(path, 0, checked(PyUnicode_FromString(BENCH_FOLDER)).get());
        return checked(PyImport_ImportModule("callers"));
    }();
    return module.get();
}

bool has_heard(PyObject* totals, std::int64_t calls, double each) {
    const Object list = checked(PyObject_CallNoArgs(totals));
    Audience audience(0);
    for (Py_ssize_t i = 0; i < PyList_Size(list.get()); ++i) {
        PyObject* const total = PyList_GetItem(list.get(), i);
        audience.listeners.push_back(
            {PyLong_AsLongLong(PyTuple_GetItem(total, 0)), PyFloat_AsDouble(PyTuple_GetItem(total, 1))});
    }
    return audience.has_heard(calls, each);
}

void run_python(benchmark::State& state, const char* kind, int arguments) {
    constexpr std::int64_t at_once = 20;  // Calls of Python's from one of ours.
    const Object prepared = checked(
        PyObject_CallMethod(callers(), "prepare", "sii", kind, arguments, static_cast<int>(state.range(0))));
    PyObject* const call = PyTuple_GetItem(prepared.get(), 0);
    const Object calls = checked(PyLong_FromLongLong(at_once));
    while (state.KeepRunningBatch(at_once)) {
        checked(PyObject_CallOneArg(call, calls.get()));
    }
    if (!has_heard(PyTuple_GetItem(prepared.get(), 1), state.iterations(),
                   arguments == 2 ? sum_of_call<2> : sum_of_call<4>)) {
        state.SkipWithError("a listener has not heard what it should");
    }
}

BENCHMARK_CAPTURE(run_python, filtered_2, "filtered", 2)->Name("python_filtered_2")->Apply(few_handlers);
BENCHMARK_CAPTURE(run_python, filtered_4, "filtered", 4)->Name("python_filtered_4")->Apply(few_handlers);
BENCHMARK_CAPTURE(run_python, unfiltered_2, "unfiltered", 2)
    ->Name("python_unfiltered_2")
    ->Apply(few_handlers);
BENCHMARK_CAPTURE(run_python, unfiltered_4, "unfiltered", 4)
    ->Name("python_unfiltered_4")
    ->Apply(few_handlers);
BENCHMARK_CAPTURE(run_python, pluggy_2, "pluggy", 2)->Name("pluggy_2")->Apply(few_handlers);
BENCHMARK_CAPTURE(run_python, pluggy_4, "pluggy", 4)->Name("pluggy_4")->Apply(few_handlers);

}  // namespace
}  // namespace bench
