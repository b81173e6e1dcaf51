// SPDX-License-Identifier: MIT
// In place of python_callbacks.cpp, where the trainer is built without Python.
#include "options.hpp"
#include "python_callbacks.hpp"

namespace demo {

struct PythonCallbacks::Interpreter {};

PythonCallbacks::PythonCallbacks() = default;
PythonCallbacks::~PythonCallbacks() = default;

void PythonCallbacks::add(weft::Fabric& /*fabric*/, const std::vector<std::string>& classes) {
    if (!classes.empty()) {
        throw UsageError(
            "--python: this trainer was built without Python, expected one with -Dpython=enabled, and no "
            "--ranks");
    }
}

}  // namespace demo
