// SPDX-License-Identifier: MIT
// A loop of somebody else's as a module of Python's.
#include <weft/python.hpp>
#include <weft/weft.hpp>

using namespace weft::literals;

PYBIND11_MODULE(loop, module) {
    weft::python::module();
    module.def(
        "run",
        [](const weft::Fabric& fabric, int steps) {
            for (int step = 1; step <= steps; ++step) {
                fabric.call("on_step", "step"_a = step, "loss"_a = 1.0 / step);
            }
        },
        pybind11::call_guard<pybind11::gil_scoped_release>());
}
