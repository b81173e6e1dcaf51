// SPDX-License-Identifier: MIT
// The trainer as a module of Python's: its loop is C++, its callbacks are of either language.
#include "digits.hpp"
#include "trainer.hpp"

#include <string>

#include <weft/python.hpp>

namespace {

namespace py = pybind11;

/// Without the GIL: a handler of Python takes it while it runs.
double fit(const weft::Fabric& fabric, int epochs, int batch_size, double learning_rate,
           const std::string& data) {
    const demo::Recipe recipe{.epochs = epochs, .batch_size = batch_size, .learning_rate = learning_rate};
    demo::Trainer trainer{fabric, demo::read_digits(data), recipe};
    return trainer.fit().accuracy;
}

}  // namespace

PYBIND11_MODULE(trainer, module) {
    weft::python::module();  // So that Python knows what a fabric is.
    module.doc() = "Trains a small network on handwritten digits.";
    module.def("fit", &fit, py::call_guard<py::gil_scoped_release>(), py::arg("fabric"), py::kw_only(),
               py::arg("epochs") = 20, py::arg("batch_size") = 16, py::arg("learning_rate") = 0.1,
               py::arg("data") = WEFT_DEMO_DATA,
               "Trains with the callbacks of the weft.Fabric, and returns the accuracy, from 0 to 1.");
}
