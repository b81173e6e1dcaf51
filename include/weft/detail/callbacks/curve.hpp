// SPDX-License-Identifier: MIT
// A curve of any length, thinned out to a bounded number of points.
#pragma once

#include <weft/detail/export.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <utility>
#include <vector>

namespace weft::detail {

/// Points are grouped into stretches of `stride` points, and the stride is doubled whenever too many points are kept. Of each
/// stretch the curve keeps the first point, the least and the greatest value, and the first value that is not finite; but no
/// value that lies between the first of its stretch and the first of the next, as a line between these covers it. The most
/// recent points, an eighth of the maximum, are all kept. Adding takes constant time on average.
class WEFT_API Curve {
public:
    struct Point {
        std::int64_t number;  ///< Counts all points that were added, from 0.
        double x;
        double y;
    };

    Curve(std::string axis, std::string name) : axis_(std::move(axis)), name_(std::move(name)) {}

    [[nodiscard]] const std::string& axis() const noexcept { return axis_; }
    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    [[nodiscard]] std::int64_t seen() const noexcept { return seen_; }
    [[nodiscard]] std::int64_t stride() const noexcept { return stride_; }

    /// Adds a point, and thins the curve out to at most `max_points`, where fewer than 5 count as 5.
    void add(double x, double y, std::size_t max_points);

    /// The points to draw, in the order in which they were added.
    [[nodiscard]] std::vector<Point> points() const;

    /// The points that a state must hold: given to `resume`, with `stride`, the curve goes on as it would have here.
    [[nodiscard]] std::vector<Point> stored() const;

    /// Goes on from stored points. Returns false, and changes nothing, where no curve can have stored them.
    [[nodiscard]] bool resume(std::int64_t stride, const std::vector<Point>& stored);

private:
    using Points = std::vector<Point>;

    /// The number of the stretch that a point is in.
    [[nodiscard]] std::int64_t stretch(const Point& point) const { return point.number / stride_; }
    /// The place in `kept_` at which the last stretch begins.
    [[nodiscard]] std::ptrdiff_t last_stretch() const;
    /// Adds a point to `kept_`, and drops those of its stretch that are not to be kept.
    void keep(const Point& point);
    /// Removes those points of the last stretch that the line from its first point to `next` covers.
    void drop_covered(Points& points, const Point& next) const;
    /// How many `points()` returns.
    [[nodiscard]] std::size_t count() const;

    std::string axis_;
    std::string name_;
    std::int64_t stride_ = 1;
    std::int64_t seen_ = 0;
    // The last stretch may still hold points that will be covered once the next one is known.
    Points kept_;
    std::deque<Point> last_;  // The most recent points, all of them.
};

}  // namespace weft::detail
