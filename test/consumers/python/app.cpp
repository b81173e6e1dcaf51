// SPDX-License-Identifier: MIT
// A program of somebody else's that embeds Python.
#include <weft/python.hpp>
#include <weft/weft.hpp>

#include <pybind11/embed.h>

using namespace weft::literals;

int main() {
    const pybind11::scoped_interpreter python;
    weft::python::module();
    weft::Fabric fabric;
    weft::python::connect(fabric, "on_step", pybind11::eval("lambda step: print(f'embedded: step {step}')"));
    fabric.call("on_step", "step"_a = 1);
}
