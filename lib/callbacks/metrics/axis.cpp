// SPDX-License-Identifier: MIT
// Finds the range and the ticks of an axis.
#include "callbacks/metrics/axis.hpp"

#include "callbacks/metrics/numbers.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace weft::detail {

namespace {

// Closer ones, in proportion, are drawn as equal: the range of a mean that differs in its last bit is one of rounding.
constexpr double closest = 1e-9;

/// The range without ticks.
Axis range_over(const std::vector<double>& values) {
    Axis axis;
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (const double value : values) {
        if (std::isfinite(value)) {
            low = std::min(low, value);
            high = std::max(high, value);
        }
    }
    if (low > high) {
        return axis;
    }
    // Away from where differences overflow, and from where they have no digits.
    constexpr double large = 1e300;
    constexpr double small = 1e-290;
    const double size = std::max(std::abs(low), std::abs(high));
    axis.scale = size > large ? 1e10 : size > 0.0 && size < small ? 1e-300 : 1.0;
    axis.low = low / axis.scale;
    axis.high = high / axis.scale;
    const double scaled_size = size / axis.scale;
    if (axis.high - axis.low <= scaled_size * closest) {
        const double half = (scaled_size > 0.0 ? scaled_size : 1.0) / 2.0;
        axis.low -= half;
        axis.high += half;
    }
    return axis;
}

double power_of_ten(double value) {
    return std::pow(10.0, std::floor(std::log10(value)));
}

/// 1, 2 or 5 times a power of ten.
double round_step(double rough) {
    constexpr double rounding = 1e-9;
    const double power = power_of_ten(rough);
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= rough * (1.0 - rounding)) {
            return factor * power;
        }
    }
    return 10.0 * power;
}

void add_ticks(Axis& axis, double step, int count) {
    constexpr int usual_digits = 6;
    constexpr double rounding = 1e-9;
    const double size = std::max(std::abs(axis.low), std::abs(axis.high));
    // At least two beyond the place of the step, which is a closest-th of the size at the least.
    const int digits = static_cast<int>(std::floor(std::log10(std::max(size / step, 1.0)))) + 2;
    axis.digits = std::max(axis.digits, digits + 1);
    const double first = std::ceil(axis.low / step);
    for (int number = 0; number <= count + 1; ++number) {
        const double place = (first + number) * step + 0.0;  // No negative zero.
        const double value = place * axis.scale;
        if (place > axis.high + step * rounding || !std::isfinite(value)) {
            break;
        }
        std::string text = fmt::format("{:.{}g}", value, std::max(digits, usual_digits));
        // The least numbers of all have no others between them.
        if (axis.ticks.empty() || axis.ticks.back().second != text) {
            axis.ticks.emplace_back(place, std::move(text));
        }
    }
}

}  // namespace

Axis axis_over(const std::vector<double>& values, int count, double margin) {
    Axis axis = range_over(values);
    const double width = axis.high - axis.low;
    axis.low -= width * margin;
    axis.high += width * margin;
    add_ticks(axis, round_step((axis.high - axis.low) / count), count);
    return axis;
}

Axis axis_over_steps(const std::vector<double>& values, int count) {
    Axis axis = range_over(values);
    add_ticks(axis, std::max(round_step((axis.high - axis.low) / count), 1.0), count);
    return axis;
}

std::string to_json(const Axis& axis) {
    const auto number = [](double value) { return to_json(Numeric(value)); };
    std::string json = fmt::format(R"({{"scale":{},"low":{},"high":{},"digits":{},"ticks":[)",
                                   number(axis.scale), number(axis.low), number(axis.high), axis.digits);
    std::string_view comma;
    for (const auto& [place, text] : axis.ticks) {
        json += fmt::format("{}[{},{}]", comma, number(place), to_json(text));
        comma = ",";
    }
    return json + "]}";
}

}  // namespace weft::detail
