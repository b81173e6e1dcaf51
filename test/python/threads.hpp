// SPDX-License-Identifier: MIT
// What the module of C++ loops tells of threads.
#pragma once

#include <pybind11/pybind11.h>

void add_threads(pybind11::module_& module);
