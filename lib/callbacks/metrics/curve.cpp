// SPDX-License-Identifier: MIT
// Thins a curve out while it grows. Points are kept by stretches of equal length, which doubles as often as there are too many.
#include <weft/detail/callbacks/curve.hpp>

#include <algorithm>
#include <cmath>

namespace weft::detail {

namespace {

/// Whether a point's value lies between those of `first` and `next`, so that a line between the two stands for it.
bool is_covered(const Curve::Point& point, const Curve::Point& first, const Curve::Point& next) {
    // If one of the two is not finite, nothing is covered: an infinity would cover every value.
    return std::isfinite(first.y) && std::isfinite(next.y) && std::min(first.y, next.y) <= point.y &&
           point.y <= std::max(first.y, next.y);
}

}  // namespace

void Curve::add(double x, double y, std::size_t max_points) {
    constexpr std::size_t fewest = 5;  // The four that a stretch may keep, and the last point.
    constexpr std::size_t part = 8;    // One in so many is among the last ones, which are not thinned out.
    max_points = std::max(max_points, fewest);
    last_.push_back({seen_++, x, y});
    while (last_.size() > std::max<std::size_t>(max_points / part, 1)) {
        keep(last_.front());
        last_.pop_front();
    }
    // Too many: stretches of twice the length keep fewer points.
    while (count() > max_points && stretch(kept_.front()) != stretch(kept_.back())) {
        stride_ *= 2;
        for (const Point& point : std::exchange(kept_, {})) {
            keep(point);
        }
    }
}

/// Where in `kept_` the last stretch begins.
std::ptrdiff_t Curve::last_stretch() const {
    auto place = kept_.end();
    while (place != kept_.begin() && stretch(*std::prev(place)) == stretch(kept_.back())) {
        --place;
    }
    return place - kept_.begin();
}

/// Adds a point to its stretch. A stretch keeps its first point, the least, the greatest and the first that is not finite. When
/// the next stretch begins, those that are covered are removed.
void Curve::keep(const Point& point) {
    if (!kept_.empty() && stretch(kept_.back()) != stretch(point)) {
        drop_covered(kept_, point);
    }
    kept_.push_back(point);
    const auto first = kept_.begin() + last_stretch();
    auto least = kept_.end();
    auto greatest = kept_.end();
    auto not_finite = kept_.end();
    for (auto place = first; place != kept_.end(); ++place) {
        if (!std::isfinite(place->y)) {
            not_finite = not_finite == kept_.end() ? place : not_finite;
            continue;
        }
        least = least == kept_.end() || place->y < least->y ? place : least;
        greatest = greatest == kept_.end() || place->y > greatest->y ? place : greatest;
    }
    auto end = first;
    for (auto place = first; place != kept_.end(); ++place) {
        if (place == first || place == least || place == greatest || place == not_finite) {
            *end++ = *place;
        }
    }
    kept_.erase(end, kept_.end());
}

/// Removes the points of the last stretch that are covered by its first one and `next`.
void Curve::drop_covered(Points& points, const Point& next) const {
    const auto first = points.begin() + last_stretch();
    points.erase(std::remove_if(first + 1, points.end(),
                                [&](const Point& point) { return is_covered(point, *first, next); }),
                 points.end());
}

/// How many points `points` returns.
std::size_t Curve::count() const {
    if (kept_.empty()) {
        return last_.size();
    }
    const auto first = kept_.begin() + last_stretch();
    const auto covered = std::count_if(
        first + 1, kept_.end(), [&](const Point& point) { return is_covered(point, *first, last_.front()); });
    return kept_.size() + last_.size() - static_cast<std::size_t>(covered);
}

std::vector<Curve::Point> Curve::points() const {
    Points points = kept_;
    if (!points.empty()) {
        drop_covered(points, last_.front());
    }
    points.insert(points.end(), last_.begin(), last_.end());
    return points;
}

std::vector<Curve::Point> Curve::stored() const {
    Points points = kept_;
    points.insert(points.end(), last_.begin(), last_.end());
    return points;
}

bool Curve::resume(std::int64_t stride, const std::vector<Point>& stored) {
    constexpr std::int64_t longest = std::int64_t{1} << 53;  // A state holds numbers as `double`.
    const bool is_ascending =
        std::adjacent_find(stored.begin(), stored.end(), [](const Point& one, const Point& other) {
            return one.number >= other.number;
        }) == stored.end();
    if (stride < 1 || stride > longest || stored.empty() || !is_ascending || stored.front().number < 0 ||
        stored.back().number >= longest) {
        return false;
    }
    stride_ = stride;
    seen_ = stored.back().number + 1;
    kept_.clear();
    // The next `add` moves those that are too many for `last_` to `kept_`, where the same points stay as before the state was
    // saved.
    last_.assign(stored.begin(), stored.end());
    return true;
}

}  // namespace weft::detail
