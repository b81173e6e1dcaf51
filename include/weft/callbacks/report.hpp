// SPDX-License-Identifier: MIT
// A callback that writes an HTML file about a fit: curves, settings, profile.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/arg_map.hpp>
#include <weft/args.hpp>
#include <weft/callback_macro.hpp>
#include <weft/detail/callbacks/chosen_numbers.hpp>
#include <weft/detail/callbacks/curve.hpp>
#include <weft/detail/callbacks/identity.hpp>
#include <weft/detail/callbacks/loaded_state.hpp>
#include <weft/event.hpp>
#include <weft/reads.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace weft {

/// What is on the page beside the curves, and how many points a curve has.
struct ReportOptions {
    std::string title = "Training report";  ///< The heading.
    /// Returns text for the end of the page; called at the end of the fit.
    std::function<std::string()> profile = nullptr;
    /// The hooks whose arguments are drawn; at least one.
    std::vector<std::string> hooks{"on_train_batch_end", "on_train_epoch_end", "on_validation_epoch_end"};
    /// The arguments that are drawn, by name; empty: all that are floating-point numbers.
    std::vector<std::string> arguments{};
    /// The most points of a curve; a longer one is thinned out. At least 2; fewer than 5 count as 5.
    std::size_t max_points = 2000;
    /// The clock; tests put in one of their own.
    std::function<std::chrono::steady_clock::time_point()> now = std::chrono::steady_clock::now;
};

/// Draws the floating-point arguments of the watched hooks: those of `on_train_epoch_end` and `on_validation_epoch_end` over
/// epochs, all others over steps. Where a hook passes no `epoch` or `step`, its values are counted from 0; `loss` and `val_loss` share a chart. The page needs no network, and shows values
/// under the pointer. A curve of more than `max_points` keeps every second, fourth, ... point, the extremes between them, and
/// the last points as they came.
///
/// The file is replaced as a whole: first at `on_fit_start`, so that a path that cannot be written is refused early, then at
/// `on_fit_end` or `on_exception`. What is no regular file, such as a pipe, is written to once, at the end.
///
/// Added as a callback, it hears the hooks that have a method here. `fabric.observe(std::ref(report))` instead of `add` lets it
/// hear any hook of any loop; there, too, the fit begins and ends with the hooks named above.
///
/// Throws `Error` for options out of range, if the file cannot be written, and at `on_fit_start` for a watched hook that a
/// callback cannot hear. At `on_exception` it reports that on standard
/// error instead, so that the exception is not hidden. A resumed report shows the whole fit; otherwise it begins afresh at
/// `on_fit_start`. One thread at a time.
class WEFT_API Report {
public:
    /// `weft::Report("report.html", {.title = "Digits"})`. Writes nothing before `on_fit_start`.
    explicit Report(std::filesystem::path file, ReportOptions options = {});

    /// Called by the fabric that it observes.
    void operator()(const Event& event);

    void on_fit_start(const Args& args);
    void on_train_batch_end(const Args& args);
    void on_train_epoch_end(const Args& args);
    void on_validation_batch_end(const Args& args);
    void on_validation_epoch_end(const Args& args);
    void on_exception(const std::exception_ptr& exception);
    void on_fit_end();
    void on_save_checkpoint(ArgMap& state) const;
    void on_load_checkpoint(ArgMap& state);

    /// What it reads from the arguments, for `check`, `hooks` and `Unused`.
    static std::vector<Read> weft_reads(const Report& report);

private:
    void begin_fit(const Args& args);
    void add(std::string_view hook, const Args& args);
    [[nodiscard]] std::string data(std::string_view outcome, const std::string& profile) const;
    void write(std::string_view outcome) const;
    [[nodiscard]] std::chrono::duration<double> spent() const;

    std::filesystem::path file_;
    ReportOptions options_;
    detail::ChosenNumbers chosen_;
    detail::Identity identity_;
    detail::LoadedState loaded_;
    std::optional<std::chrono::steady_clock::time_point> start_;
    std::chrono::duration<double> spent_before_{0.0};
    std::vector<std::pair<std::string, std::string>> settings_;
    std::vector<detail::Curve> curves_;
};
WEFT_CALLBACK(Report, (on_fit_start), (on_train_batch_end), (on_train_epoch_end), (on_validation_batch_end),
              (on_validation_epoch_end), (on_exception, exception), (on_fit_end), (on_save_checkpoint, state),
              (on_load_checkpoint, state))

}  // namespace weft
