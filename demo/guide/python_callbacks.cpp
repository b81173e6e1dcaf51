// SPDX-License-Identifier: MIT
// A C++ program that embeds Python, and runs its callbacks.
#include <fmt/core.h>
#include <pybind11/embed.h>
#include <weft/python.hpp>

#include <vector>

using namespace weft::literals;
namespace py = pybind11;

struct Rod {
    std::vector<double> temperatures{20.0, 60.0, 20.0};
};

constexpr const char* script = R"(
import weft

class Watch:
    def on_step_end(self, step, temperatures, should_stop: weft.Ref):
        print(f"python: step {step}, {len(temperatures)} temperatures")
        should_stop.value = step == 2

    @weft.view("temperatures")
    def on_solve_end(self, temperatures, rod):
        print(f"python: {temperatures.mean():.1f} degrees, {rod} parts")
)";

int main() {
    const py::scoped_interpreter python;
    weft::python::module();  // From here on, Python finds weft.
    py::exec(script);
    weft::python::expose<Rod>([](const Rod& rod) { return rod.temperatures.size(); });

    const py::object watch = py::module_::import("__main__").attr("Watch")();
    weft::Fabric fabric{weft::python::callback(watch)};
    weft::python::connect(fabric, "on_step_end", py::eval("lambda step: print(f'a function: step {step}')"),
                          weft::once);

    const Rod rod;
    bool should_stop = false;
    for (int step = 1; !should_stop; ++step) {
        fabric.call("on_step_end", "step"_a = step, "temperatures"_a = rod.temperatures,
                    "should_stop"_a = should_stop);
    }
    fabric.call("on_solve_end", "temperatures"_a = rod.temperatures, "rod"_a = rod);
}
