// SPDX-License-Identifier: MIT
// Callbacks that the trainer is given as Python classes.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <weft/fabric.hpp>

namespace demo {

/// A Python interpreter, as long as callbacks of its classes may run.
class PythonCallbacks {
public:
    PythonCallbacks();
    PythonCallbacks(const PythonCallbacks&) = delete;
    PythonCallbacks& operator=(const PythonCallbacks&) = delete;
    ~PythonCallbacks();

    /// Adds an object of each class, `FILE:CLASS`, made without arguments. Throws `UsageError` for what cannot be found, and where
    /// the trainer was built without Python.
    void add(weft::Fabric& fabric, const std::vector<std::string>& classes);

private:
    struct Interpreter;
    std::unique_ptr<Interpreter> interpreter_;
};

}  // namespace demo
