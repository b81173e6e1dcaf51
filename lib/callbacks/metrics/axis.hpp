// SPDX-License-Identifier: MIT
// An axis of a chart: its range, and which numbers are written beside it.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace weft::detail {

/// Can be made for any finite numbers: equal ones, those that differ in their last bit, the largest of both signs, denormals. A
/// value is drawn at the part `(value / scale - low) / (high - low)` of the axis; nothing in that overflows.
struct Axis {
    double scale = 1.0;
    double low = 0.0;
    double high = 1.0;
    int digits = 4;                                       ///< How many digits tell neighbouring values apart.
    std::vector<std::pair<double, std::string>> ticks{};  ///< The place, divided by `scale`, and its text.
};

/// With about `count` ticks, and on both ends a margin that is that part of the range. Ignores values that are not finite.
[[nodiscard]] Axis axis_over(const std::vector<double>& values, int count, double margin);
/// For steps or epochs: with ticks at whole numbers only, and without a margin.
[[nodiscard]] Axis axis_over_steps(const std::vector<double>& values, int count);

/// The axis as the script of the report's page reads it.
[[nodiscard]] std::string to_json(const Axis& axis);

}  // namespace weft::detail
