// SPDX-License-Identifier: MIT
// What an axis shows: from where to where, and which numbers beside it.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace weft::detail {

/// Any finite numbers have one: equal ones, those that differ in their last bit, the largest of both signs, denormals. A value
/// stands at `(value / scale - low) / (high - low)` of it, where nothing overflows.
struct Axis {
    double scale = 1.0;
    double low = 0.0;
    double high = 1.0;
    int digits = 4;                                       ///< So many tell neighbouring values apart.
    std::vector<std::pair<double, std::string>> ticks{};  ///< Place, divided by `scale`, and text; few.
};

/// About `count` ticks; `margin` is a part of the whole, on both ends. Values that are not finite are passed over.
[[nodiscard]] Axis axis_over(const std::vector<double>& values, int count, double margin);
/// With ticks at whole numbers alone, and without a margin.
[[nodiscard]] Axis axis_over_steps(const std::vector<double>& values, int count);

[[nodiscard]] std::string to_json(const Axis& axis);

}  // namespace weft::detail
