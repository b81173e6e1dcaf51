// SPDX-License-Identifier: MIT
// The charts of a report, as the JSON that its page draws.
#pragma once

#include <weft/detail/callbacks/curve.hpp>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

namespace weft::detail {

/// That member of each point, as numbers.
template <class Member>
std::vector<double> each(const std::vector<Curve::Point>& points, Member member) {
    std::vector<double> numbers(points.size());
    std::transform(points.begin(), points.end(), numbers.begin(), [member](const Curve::Point& point) {
        return static_cast<double>(std::invoke(member, point));
    });
    return numbers;
}

/// A list without its brackets. Curves over the same axis whose names differ only by `val_` share a chart.
[[nodiscard]] std::string charts_json(const std::vector<Curve>& curves);

}  // namespace weft::detail
