// SPDX-License-Identifier: MIT
// Groups curves into charts, with the axes that hold them.
#include "callbacks/metrics/chart.hpp"

#include "callbacks/metrics/axis.hpp"
#include "callbacks/metrics/numbers.hpp"

#include <cstddef>
#include <string_view>

#include <fmt/format.h>

namespace weft::detail {

namespace {

constexpr std::string_view val = "val_";
constexpr int x_ticks = 6;
constexpr int y_ticks = 4;
constexpr double y_margin = 0.04;

std::string numbers_json(const std::vector<double>& numbers) {
    std::string json = "[";
    for (const double number : numbers) {
        if (json.size() > 1) {
            json += ',';
        }
        json += to_json(Numeric(number));
    }
    return json + ']';
}

/// `val_loss` belongs to `loss`.
std::string_view base_name(std::string_view name) {
    return name.starts_with(val) ? name.substr(val.size()) : name;
}

}  // namespace

std::string charts_json(const std::vector<Curve>& curves) {
    std::string json;
    std::string_view comma;
    std::vector<bool> is_drawn(curves.size());
    for (std::size_t first = 0; first < curves.size(); ++first) {
        if (is_drawn[first]) {
            continue;
        }
        const std::string_view title = base_name(curves[first].name());
        json += fmt::format(R"({}{{"title":{},"axis":{},"curves":[)", comma, to_json(title),
                            to_json(curves[first].axis()));
        std::string_view inner_comma;
        std::vector<double> chart_x;
        std::vector<double> chart_y;
        for (std::size_t place = first; place < curves.size(); ++place) {
            const Curve& curve = curves[place];
            if (curve.axis() != curves[first].axis() || base_name(curve.name()) != title) {
                continue;
            }
            is_drawn[place] = true;
            const std::vector<Curve::Point> points = curve.points();
            const std::vector<double> x = each(points, &Curve::Point::x);
            const std::vector<double> y = each(points, &Curve::Point::y);
            json += fmt::format(R"({}{{"name":{},"x":{},"y":{}}})", inner_comma, to_json(curve.name()),
                                numbers_json(x), numbers_json(y));
            chart_x.insert(chart_x.end(), x.begin(), x.end());
            chart_y.insert(chart_y.end(), y.begin(), y.end());
            inner_comma = ",";
        }
        json += fmt::format(R"(],"x":{},"y":{}}})", to_json(axis_over_steps(chart_x, x_ticks)),
                            to_json(axis_over(chart_y, y_ticks, y_margin)));
        comma = ",";
    }
    return json;
}

}  // namespace weft::detail
