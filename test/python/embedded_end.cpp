// SPDX-License-Identifier: MIT
// What becomes of fabrics that outlive the interpreter: nothing is let go of, and nothing runs.
#include <weft/python.hpp>
#include <weft/weft.hpp>

#include <pybind11/embed.h>

#include <memory>
#include <optional>
#include <string>

namespace py = pybind11;

namespace {

std::string refusal_of(const weft::Fabric& fabric) {
    try {
        fabric.call("on_step");
    } catch (const weft::Error& error) {
        return error.what();
    }
    return "";
}

}  // namespace

int main() {
    weft::Fabric fabric;
    std::optional<weft::Callback> callback;
    {
        const py::scoped_interpreter python;
        const py::object function = py::eval("lambda: 1");
        weft::python::connect(fabric, "on_step", function);
        weft::python::connect(fabric, "on_step", function,
                              weft::when([function](const weft::Args&) { return true; }))
            .disconnect();
        callback = weft::python::callback(
            py::module_::import("types").attr("SimpleNamespace")(py::arg("on_step") = function));
        fabric.add(*callback);
        if (fabric.call("on_step") != 2) {
            return 1;
        }
    }
    if (refusal_of(fabric).find("Python: the interpreter has ended") != 0) {
        return 2;
    }
    fabric = weft::Fabric();
    callback.reset();
    return fabric.call("on_step") == 0 ? 0 : 3;
}
