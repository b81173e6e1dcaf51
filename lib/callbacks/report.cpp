// SPDX-License-Identifier: MIT
// Report: collects the curves and settings of a fit, and writes them as data into the page.
#include <weft/callbacks/report.hpp>
#include <weft/detail/text/escaped.hpp>
#include <weft/detail/text/printer.hpp>

#include "callbacks/files/replace_file.hpp"
#include "callbacks/metrics/chart.hpp"
#include "callbacks/metrics/chosen_numbers.hpp"
#include "callbacks/metrics/elapsed.hpp"
#include "callbacks/refusals.hpp"
#include "callbacks/report_page.hpp"
#include "callbacks/state/state.hpp"
#include "callbacks/thrown_text.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ostream>

#include <fmt/format.h>

namespace weft {

namespace {

using Point = detail::Curve::Point;

constexpr std::string_view report_name = "Report";

/// The hooks that a report can draw as a callback: it has a method for each. As an observer it can draw any hook.
constexpr std::array<std::string_view, 4> drawn_by_callback{
    "on_train_batch_end", "on_train_epoch_end", "on_validation_batch_end", "on_validation_epoch_end"};

/// The argument over which the others of the hook are drawn.
std::string_view axis_of(std::string_view hook) {
    return hook == "on_train_epoch_end" || hook == "on_validation_epoch_end" ? "epoch" : "step";
}

/// `loss`, or `sample/loss` where another hook than the usual ones passes it.
std::string curve_name(std::string_view hook, std::string_view argument) {
    if (hook == "on_train_batch_end" || axis_of(hook) == "epoch") {
        return std::string(argument);
    }
    if (hook.starts_with("on_")) {
        hook.remove_prefix(3);
    }
    return fmt::format("{}/{}", hook, argument);
}

}  // namespace

Report::Report(std::filesystem::path file, ReportOptions options)
    : file_(std::move(file)), options_(std::move(options)), chosen_(report_name, options_.arguments) {
    if (options_.hooks.empty()) {
        detail::refuse_option(report_name, "no hooks", "the names of those to watch");
    }
    if (file_.empty()) {
        detail::refuse_option(report_name, "an empty path", "that of the file to write");
    }
    if (options_.max_points < 2) {
        detail::refuse_value_of(report_name, "max_points", static_cast<std::int64_t>(options_.max_points), 2);
    }
}

std::vector<Read> Report::weft_reads(const Report& report) {
    std::vector<Read> reads{{"on_fit_start", {}, Need::all}};
    for (const std::string& hook : report.options_.hooks) {
        reads.push_back({hook, axis_of(hook), Need::optional});
        report.chosen_.add_reads(hook, reads);
    }
    return reads;
}

void Report::operator()(const Event& event) {
    if (event.kind() != EventKind::call_begin) {
        return;
    }
    if (event.hook() == "on_fit_start") {
        begin_fit(event.args());
    }
    add(event.hook(), event.args());
    if (event.hook() == "on_exception") {
        on_exception(event.args().get_or<std::exception_ptr>("exception", nullptr));
    } else if (event.hook() == "on_fit_end") {
        on_fit_end();
    }
}

void Report::on_fit_start(const Args& args) {
    for (const std::string& hook : options_.hooks) {
        if (std::find(drawn_by_callback.begin(), drawn_by_callback.end(), hook) == drawn_by_callback.end()) {
            detail::refuse_unheard(report_name, hook);
        }
    }
    begin_fit(args);
}

void Report::begin_fit(const Args& args) {
    if (loaded_.begins_afresh()) {
        curves_.clear();
        spent_before_ = {};
    }
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
    // A device or a pipe gets one page only, at the end.
    if (detail::is_replaced(report_name, file_)) {
        write("running");
    }
}

void Report::on_train_batch_end(const Args& args) {
    loaded_.go_on();
    add("on_train_batch_end", args);
}

void Report::on_train_epoch_end(const Args& args) {
    loaded_.go_on();
    add("on_train_epoch_end", args);
}

void Report::on_validation_batch_end(const Args& args) {
    add("on_validation_batch_end", args);
}

void Report::on_validation_epoch_end(const Args& args) {
    add("on_validation_epoch_end", args);
}

void Report::on_exception(const std::exception_ptr& exception) {
    loaded_.go_on();
    try {  // The profile comes from a function of the user, which may throw anything.
        write("ended by an exception: " + detail::thrown_text(exception));
    } catch (const std::exception& error) {
        detail::Printer(report_name, stderr).print(fmt::format("{}\n", detail::escaped(error.what())));
    } catch (...) {
        detail::Printer(report_name, stderr)
            .print("Report: not written: its profile threw what is no std::exception\n");
    }
}

void Report::on_fit_end() {
    loaded_.go_on();
    write("finished");
}

/// Adds each metric of the call to its curve, if the hook is watched.
void Report::add(std::string_view hook, const Args& args) {
    if (std::find(options_.hooks.begin(), options_.hooks.end(), hook) == options_.hooks.end()) {
        return;
    }
    const std::string_view axis = axis_of(hook);
    detail::for_each_chosen_metric(args, chosen_, [&](std::string_view argument, double value) {
        const std::string name = curve_name(hook, argument);
        auto curve = std::find_if(curves_.begin(), curves_.end(), [axis, &name](const detail::Curve& one) {
            return one.axis() == axis && one.name() == name;
        });
        if (curve == curves_.end()) {
            curves_.emplace_back(std::string(axis), name);
            curve = std::prev(curves_.end());
        }
        const auto x = args.contains(axis) ? args.get<double>(axis) : static_cast<double>(curve->seen());
        curve->add(x, value, options_.max_points);
    });
}

std::chrono::duration<double> Report::spent() const {
    if (!start_) {
        return spent_before_;
    }
    return spent_before_ + detail::elapsed(*start_, options_.now());
}

/// The JSON that the page's script draws.
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
    json += detail::charts_json(curves_);
    return json + "]}";
}

void Report::write(std::string_view outcome) const {
    const bool is_over = outcome != "running";
    const std::string profile = is_over && options_.profile ? options_.profile() : std::string();
    const std::string page = detail::report_page(data(outcome, profile));
    detail::replace_file(report_name, file_, [&page](std::ostream& stream) { stream << page; });
}

void Report::on_save_checkpoint(ArgMap& state) const {
    auto mine = detail::State::to_save(state, report_name, identity_);
    mine.set("spent", spent().count());
    mine.set("curves", static_cast<std::int64_t>(curves_.size()));
    std::size_t number = 0;
    for (const detail::Curve& curve : curves_) {
        const auto set = [&mine, number](std::string_view field, const auto& value) {
            mine.set(fmt::format("curve.{}.{}", number, field), value);
        };
        const std::vector<Point> points = curve.stored();
        set("axis", curve.axis());
        set("name", curve.name());
        set("stride", curve.stride());
        set("number", detail::each(points, &Point::number));
        set("x", detail::each(points, &Point::x));
        set("y", detail::each(points, &Point::y));
        ++number;
    }
}

void Report::on_load_checkpoint(ArgMap& state) {
    const auto mine = detail::State::to_load(state, report_name, identity_);
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
        const auto name = mine->get<std::string>(field("name"));
        const auto numbers = mine->get<std::vector<double>>(field("number"));
        const auto x = mine->get<std::vector<double>>(field("x"));
        const auto y = mine->get<std::vector<double>>(field("y"));
        bool is_whole = numbers.size() == x.size() && x.size() == y.size();
        std::vector<Point> points;
        for (std::size_t place = 0; is_whole && place < numbers.size(); ++place) {
            constexpr double longest = 9007199254740992.0;  // 2^53
            is_whole = numbers[place] >= 0.0 && numbers[place] < longest;
            if (is_whole) {
                points.push_back({static_cast<std::int64_t>(numbers[place]), x[place], y[place]});
            }
        }
        curves_.emplace_back(mine->get<std::string>(field("axis")), name);
        if (!is_whole || !curves_.back().resume(mine->get<std::int64_t>(field("stride")), points)) {
            detail::refuse_curve(report_name, name);
        }
    }
    loaded_.load();
}

}  // namespace weft
