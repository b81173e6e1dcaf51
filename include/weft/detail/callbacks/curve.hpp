// SPDX-License-Identifier: MIT
// A curve of any length in a bounded number of points.
#pragma once

#include <weft/detail/export.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <utility>
#include <vector>

namespace weft::detail {

/// Keeps every second, fourth, ... point; of those between two that are kept the least and the greatest, where they stick
/// out of the line between the two, and the first that is not finite; and the last ones, an eighth of all, as they came.
/// Adding takes constant time on average.
class WEFT_API Curve {
public:
    struct Point {
        std::int64_t number;  ///< From 0, of all that were added.
        double x;
        double y;
    };

    Curve(std::string axis, std::string name) : axis_(std::move(axis)), name_(std::move(name)) {}

    [[nodiscard]] const std::string& axis() const noexcept { return axis_; }
    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    [[nodiscard]] std::int64_t seen() const noexcept { return seen_; }
    [[nodiscard]] std::int64_t stride() const noexcept { return stride_; }

    /// `max_points` that are fewer than 5 count as 5.
    void add(double x, double y, std::size_t max_points);

    /// What is to be drawn, in the order in which it was added.
    [[nodiscard]] std::vector<Point> points() const;

    /// What `resume` takes, to go on as if nothing had happened.
    [[nodiscard]] std::vector<Point> stored() const;

    /// False, and nothing is changed, for what no curve can have stored.
    [[nodiscard]] bool resume(std::int64_t stride, const std::vector<Point>& stored);

private:
    using Points = std::vector<Point>;

    [[nodiscard]] std::int64_t stretch(const Point& point) const { return point.number / stride_; }
    [[nodiscard]] std::ptrdiff_t last_stretch() const;
    void keep(const Point& point);
    void drop_covered(Points& points, const Point& next) const;
    [[nodiscard]] std::size_t count() const;

    std::string axis_;
    std::string name_;
    std::int64_t stride_ = 1;
    std::int64_t seen_ = 0;
    Points kept_;             // Those of the last stretch before it is known what is covered.
    std::deque<Point> last_;  // Not thinned.
};

}  // namespace weft::detail
