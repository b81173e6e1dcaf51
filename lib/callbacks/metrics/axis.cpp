// SPDX-License-Identifier: MIT
// Finds the range of an axis and the round numbers at its ticks.
#include "callbacks/metrics/axis.hpp"

#include "callbacks/metrics/numbers.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace weft::detail {

namespace {

// Values whose difference is a smaller part of their size are drawn as equal: it comes from rounding, as in the last bit of a
// mean.
constexpr double closest = 1e-9;

/// The scale and the range of the finite values, without ticks. Equal values are put in the middle of a range.
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
    // Scales values that are so large that their difference overflows, or so small that it has too few digits.
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

/// The largest power of ten that is not above the value.
double power_of_ten(double value) {
    return std::pow(10.0, std::floor(std::log10(value)));
}

/// The next step at or above the rough one that is 1, 2 or 5 times a power of ten.
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

/// Adds ticks at the multiples of the step within the range, at most two more than `count`.
void add_ticks(Axis& axis, double step, int count) {
    constexpr int usual_digits = 6;
    constexpr double rounding = 1e-9;
    const double size = std::max(std::abs(axis.low), std::abs(axis.high));
    // As many digits as reach one place beyond that of the step. A step is not much smaller than `closest` of the size, so that
    // they are few.
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
        // Between the smallest numbers that exist there are no others: several ticks would get one text.
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
