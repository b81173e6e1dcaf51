// SPDX-License-Identifier: MIT
// The types that are arrays to NumPy: vectors and spans of numbers and, where weft was built with Eigen, its matrices.
#pragma once

#include "python/array.hpp"

#include <vector>

namespace weft::python::detail {

/// Made once.
[[nodiscard]] const std::vector<ArrayType>& all_array_types();

}  // namespace weft::python::detail
