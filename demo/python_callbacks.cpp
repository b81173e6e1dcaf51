// SPDX-License-Identifier: MIT
// Embeds Python in the trainer, and makes callbacks of its classes.
#include "python_callbacks.hpp"

#include "options.hpp"

#include <filesystem>
#include <utility>

#include <fmt/core.h>
#include <pybind11/embed.h>
#include <weft/python.hpp>

namespace demo {

namespace py = pybind11;

/// Python without its handler for Ctrl-C, as the trainer has its own. The GIL is with nobody while the loop runs.
struct [[gnu::visibility("hidden")]] PythonCallbacks::Interpreter {
    py::scoped_interpreter python{false};
    py::gil_scoped_release without;
};

PythonCallbacks::PythonCallbacks() = default;
PythonCallbacks::~PythonCallbacks() = default;

namespace {

py::object make(const std::string& choice) {
    const std::size_t colon = choice.rfind(':');
    const std::filesystem::path file = choice.substr(0, colon);
    if (colon == std::string::npos || !std::filesystem::is_regular_file(file)) {
        throw UsageError(fmt::format("--python: '{}' found, expected FILE:CLASS", choice));
    }
    py::module_::import("sys").attr("path").attr("insert")(
        0, std::filesystem::absolute(file.parent_path()).string());
    const py::module_ module = py::module_::import(file.stem().c_str());
    const std::string name = choice.substr(colon + 1);
    if (!py::hasattr(module, name.c_str())) {
        throw UsageError(fmt::format("--python: there is no {} in {}", name, file.string()));
    }
    return module.attr(name.c_str())();
}

}  // namespace

void PythonCallbacks::add(weft::Fabric& fabric, const std::vector<std::string>& classes) {
    if (classes.empty()) {
        return;
    }
    interpreter_ = std::make_unique<Interpreter>();
    const py::gil_scoped_acquire gil;
    weft::python::module();
    for (const std::string& choice : classes) {
        fabric.add(weft::python::callback(make(choice)));
    }
}

}  // namespace demo
