// SPDX-License-Identifier: MIT
// A loop that outlives its caller, and how many threads Python knows.
#include "threads.hpp"

#include <weft/weft.hpp>

#include <fmt/core.h>

#include <atomic>
#include <cstdint>
#include <cstdio>
#include <thread>

namespace py = pybind11;
using namespace weft::literals;

namespace {

/// A loop in a thread of its own that goes on while Python ends, until a handler is refused. The process ends after it.
class Detached {
public:
    Detached() = default;
    Detached(const Detached&) = delete;
    Detached& operator=(const Detached&) = delete;
    ~Detached() {
        if (thread_.joinable()) {
            thread_.join();
        }
    }

    void run(const weft::Fabric& fabric) {
        thread_ = std::thread([this, &fabric] {
            try {
                for (std::int64_t step = 0;; ++step) {
                    fabric.call("on_step", "step"_a = step);
                    ++steps_;
                }
            } catch (const weft::Error& error) {
                fmt::print("{}\n", error.what());
                static_cast<void>(std::fflush(stdout));
            }
        });
    }
    [[nodiscard]] bool wait() const {
        while (steps_ < 100) {
            std::this_thread::yield();
        }
        return true;
    }

private:
    std::thread thread_;
    std::atomic<int> steps_ = 0;
};
Detached detached;

}  // namespace

void add_threads(py::module_& module) {
    module.def("thread_states", [] {
        int count = 0;
        for (PyThreadState* state = PyInterpreterState_ThreadHead(PyInterpreterState_Main());
             state != nullptr; state = PyThreadState_Next(state)) {
            ++count;
        }
        return count;
    });
    // Whether Python knows the state with which this thread runs it as that of this thread.
    module.def("has_its_state", [] { return PyGILState_Check() == 1; });
    module.def("run_detached", [](const py::object& fabric) {
        // Never destroyed: the thread is in it as long as the process.
        detached.run(py::object(fabric).release().cast<const weft::Fabric&>());
    });
    module.def(
        "wait_for_detached", [] { return detached.wait(); }, py::call_guard<py::gil_scoped_release>());
}
