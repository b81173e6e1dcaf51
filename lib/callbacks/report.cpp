// SPDX-License-Identifier: MIT
// Collects curves, and hands them to the page.
#include <weft/callbacks/report.hpp>
#include <weft/detail/shown.hpp>
#include <weft/error.hpp>

#include "numbers.hpp"
#include "replace_file.hpp"
#include "report_page.hpp"
#include "state.hpp"

#include <algorithm>
#include <cstdio>
#include <ostream>
#include <variant>

#include <fmt/format.h>

namespace weft {

namespace {

constexpr std::string_view owner = "Report";
constexpr std::string_view val = "val_";

/// The points that are kept, and the last one.
std::string numbers_json(std::vector<double> numbers, double last, bool is_last_kept) {
    if (!is_last_kept) {
        numbers.push_back(last);
    }
    std::string json = "[";
    for (const double number : numbers) {
        if (json.size() > 1) {
            json += ',';
        }
        json += detail::to_json(detail::Numeric(number));
    }
    return json + ']';
}

/// `val_loss` belongs to `loss`.
std::string_view base_name(std::string_view name) {
    return name.starts_with(val) ? name.substr(val.size()) : name;
}

std::string what_of(const std::exception_ptr& exception) {
    try {
        if (exception) {
            std::rethrow_exception(exception);
        }
    } catch (const std::exception& error) {
        return error.what();
    } catch (...) {
        return "an exception of another kind";
    }
    return "an exception";
}

}  // namespace

Report::Report(std::filesystem::path file, ReportOptions options)
    : file_(std::move(file)), options_(std::move(options)) {
    if (file_.empty()) {
        throw Error("Report: an empty path found, expected that of the file to write");
    }
    if (options_.max_points < 2) {
        throw Error(fmt::format("Report: {} found for max_points, expected at least 2", options_.max_points));
    }
}

void Report::on_fit_start(const Args& args) {
    settings_.clear();
    for (const Arg& arg : args) {
        if (arg.is<ArgMap>()) {
            for (const Arg& setting : arg.get<const ArgMap&>()) {
                settings_.emplace_back(setting.name(), setting.value_text());
            }
        } else if (!arg.name().empty()) {
            settings_.emplace_back(arg.name(), arg.value_text());
        }
    }
    start_ = options_.now();
    // A device or a pipe takes one page, the one at the end.
    if (detail::is_replaced(owner, file_)) {
        write("running");
    }
}

void Report::on_train_batch_end(const Args& args) {
    add("step", args);
}

void Report::on_train_epoch_end(const Args& args) {
    add("epoch", args);
}

void Report::on_validation_epoch_end(const Args& args) {
    add("epoch", args);
}

void Report::on_exception(const std::exception_ptr& exception) {
    try {
        write("ended by an exception: " + what_of(exception));
    } catch (const std::exception& error) {  // The profile is the user's.
        fmt::print(stderr, "{}\n", error.what());
    }
}

void Report::on_fit_end() {
    write("finished");
}

void Report::add(std::string_view axis, const Args& args) {
    for (const Arg& arg : args) {
        const auto number = detail::number_of(arg);
        if (!number || !std::holds_alternative<double>(*number) || arg.name().empty()) {
            continue;
        }
        auto curve = std::find_if(
            curves_.begin(), curves_.end(),
            [axis, name = arg.name()](const Curve& one) { return one.axis == axis && one.name == name; });
        if (curve == curves_.end()) {
            curves_.push_back({.axis = std::string(axis), .name = std::string(arg.name())});
            curve = std::prev(curves_.end());
        }
        const auto x = args.contains(axis) ? args.get<double>(axis) : static_cast<double>(curve->seen);
        add_point(*curve, x, std::get<double>(*number));
    }
}

void Report::add_point(Curve& curve, double x, double y) const {
    if (curve.seen % curve.stride == 0) {
        if (curve.x.size() == options_.max_points) {
            for (std::size_t kept = 0; 2 * kept < curve.x.size(); ++kept) {
                curve.x[kept] = curve.x[2 * kept];
                curve.y[kept] = curve.y[2 * kept];
            }
            curve.x.resize((curve.x.size() + 1) / 2);
            curve.y.resize(curve.x.size());
            curve.stride *= 2;
        }
        if (curve.seen % curve.stride == 0) {
            curve.x.push_back(x);
            curve.y.push_back(y);
        }
    }
    ++curve.seen;
    curve.last_x = x;
    curve.last_y = y;
}

std::chrono::duration<double> Report::spent() const {
    if (!start_) {
        return spent_before_;
    }
    return spent_before_ + (options_.now() - *start_);
}

std::string Report::data(std::string_view outcome, const std::string& profile) const {
    std::string json = fmt::format(R"({{"title":{},"outcome":{},"seconds":{:.1f},"profile":{},"settings":[)",
                                   detail::to_json(options_.title), detail::to_json(outcome), spent().count(),
                                   detail::to_json(profile));
    std::string_view comma;
    for (const auto& [name, value] : settings_) {
        json += fmt::format("{}[{},{}]", comma, detail::to_json(name), detail::to_json(value));
        comma = ",";
    }
    json += "],\"charts\":[";
    comma = "";
    std::vector<bool> is_drawn(curves_.size());
    for (std::size_t first = 0; first < curves_.size(); ++first) {
        if (is_drawn[first]) {
            continue;
        }
        const std::string_view title = base_name(curves_[first].name);
        json += fmt::format(R"({}{{"title":{},"axis":{},"curves":[)", comma, detail::to_json(title),
                            detail::to_json(curves_[first].axis));
        std::string_view inner_comma;
        for (std::size_t place = first; place < curves_.size(); ++place) {
            const Curve& curve = curves_[place];
            if (curve.axis != curves_[first].axis || base_name(curve.name) != title) {
                continue;
            }
            is_drawn[place] = true;
            const bool is_last_kept = (curve.seen - 1) % curve.stride == 0;
            json += fmt::format(R"({}{{"name":{},"x":{},"y":{}}})", inner_comma, detail::to_json(curve.name),
                                numbers_json(curve.x, curve.last_x, is_last_kept),
                                numbers_json(curve.y, curve.last_y, is_last_kept));
            inner_comma = ",";
        }
        json += "]}";
        comma = ",";
    }
    return json + "]}";
}

void Report::write(std::string_view outcome) const {
    const bool is_over = outcome != "running";
    const std::string profile = is_over && options_.profile ? options_.profile() : std::string();
    const std::string page = detail::report_page(data(outcome, profile));
    detail::replace_file(owner, file_, [&page](std::ostream& stream) { stream << page; });
}

void Report::on_save_checkpoint(ArgMap& state) const {
    auto mine = detail::State::to_save(state, owner, identity_);
    mine.set("spent", spent().count());
    mine.set("curves", static_cast<std::int64_t>(curves_.size()));
    std::size_t number = 0;
    for (const Curve& curve : curves_) {
        const auto set = [&mine, number](std::string_view field, const auto& value) {
            mine.set(fmt::format("curve.{}.{}", number, field), value);
        };
        set("axis", curve.axis);
        set("name", curve.name);
        set("stride", curve.stride);
        set("seen", curve.seen);
        set("last", std::vector<double>{curve.last_x, curve.last_y});
        set("x", curve.x);
        set("y", curve.y);
        ++number;
    }
}

void Report::on_load_checkpoint(ArgMap& state) {
    const auto mine = detail::State::to_load(state, owner, identity_);
    if (!mine) {
        return;
    }
    spent_before_ = std::chrono::duration<double>(mine->get<double>("spent"));
    if (start_) {
        start_ = options_.now();
    }
    curves_.clear();
    for (std::int64_t number = 0; number < mine->get<std::int64_t>("curves"); ++number) {
        const auto field = [number](std::string_view name) {
            return fmt::format("curve.{}.{}", number, name);
        };
        const auto last = mine->get<std::vector<double>>(field("last"));
        const auto name = mine->get<std::string>(field("name"));
        curves_.push_back({.axis = mine->get<std::string>(field("axis")),
                           .name = name,
                           .stride = mine->get<std::int64_t>(field("stride")),
                           .seen = mine->get<std::int64_t>(field("seen")),
                           .last_x = last.empty() ? 0.0 : last.front(),
                           .last_y = last.empty() ? 0.0 : last.back(),
                           .x = mine->get<std::vector<double>>(field("x")),
                           .y = mine->get<std::vector<double>>(field("y"))});
        const Curve& curve = curves_.back();
        if (last.size() != 2 || curve.stride < 1 || curve.seen < 1 || curve.x.size() != curve.y.size()) {
            throw Error(fmt::format("Report: the curve '{}' of the state to resume is not whole",
                                    detail::shown(name)));
        }
    }
}

}  // namespace weft
