// SPDX-License-Identifier: MIT
// A callback that shows how far a fit is: a line that is redrawn on a terminal, plain lines elsewhere.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/args.hpp>
#include <weft/callback_macro.hpp>
#include <weft/detail/callbacks/chosen_numbers.hpp>
#include <weft/detail/text/printer.hpp>
#include <weft/reads.hpp>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace weft {

/// Where the line is drawn, and how often.
struct ProgressBarOptions {
    std::FILE* file = stdout;                        ///< Where it is drawn; null: nowhere.
    int redraws_per_second = 10;                     ///< At most so many redraws a second; at least 1.
    std::optional<bool> is_terminal = std::nullopt;  ///< Empty: the system is asked.
    /// The width in columns. Empty: that of the terminal, asked at each redraw.
    std::optional<int> width = std::nullopt;
    /// The arguments that are shown, by name; empty: all that are floating-point numbers.
    std::vector<std::string> arguments{};
    /// The clock; tests put in one of their own.
    std::function<std::chrono::steady_clock::time_point()> now = std::chrono::steady_clock::now;
};

/// Each epoch leaves one line, with the floating-point arguments of `on_train_epoch_end` and `on_validation_epoch_end`, the
/// iterations per second and the time that it took. On a terminal, a line below shows epoch, batch, rate, remaining time of the
/// epoch, and the floating-point arguments of `on_train_batch_end`, as many as fit: it never wraps.
///
/// The line stays whole where ready-made callbacks and `weft::print` print to the same terminal. Before anything else prints
/// there, call `clear`, or `weft::clear_lines` where a fabric owns it. Register it before callbacks that print at the end of an
/// epoch, so that its line of the epoch comes first. It keeps no state in checkpoints, as the hooks say where the fit is; `on_fit_start` begins afresh.
///
/// The constructor throws `Error` for options out of range. A line that cannot be written is lost, and the fit goes on. One
/// thread at a time.
class WEFT_API ProgressBar {
public:
    /// `weft::ProgressBar({.file = stderr})`. By default it draws on standard output.
    explicit ProgressBar(ProgressBarOptions options = {});

    /// Removes the line from the terminal until it is drawn again.
    void clear();

    void on_fit_start(std::optional<std::int64_t> max_epochs, std::optional<std::int64_t> batches_per_epoch);
    void on_train_epoch_start(std::optional<std::int64_t> epoch);
    void on_train_batch_end(std::optional<std::int64_t> batch_idx, const Args& args);
    void on_train_epoch_end(const Args& args);
    void on_validation_epoch_start();
    void on_validation_batch_end();
    void on_validation_epoch_end(const Args& args);
    void on_fit_end();
    void on_exception();

    /// What it reads from the arguments, for `check`, `hooks` and `Unused`.
    static std::vector<Read> weft_reads(const ProgressBar& bar);

private:
    using Clock = std::chrono::steady_clock;
    using Metrics = std::vector<std::pair<std::string, double>>;

    void draw(const Args* args);
    [[nodiscard]] std::string line(const Args* args, std::size_t columns) const;
    [[nodiscard]] std::size_t columns() const;
    void finish_epoch();

    ProgressBarOptions options_;
    detail::ChosenNumbers chosen_;
    detail::Printer printer_;
    bool is_terminal_;
    std::optional<std::int64_t> max_epochs_;
    std::optional<std::int64_t> batches_per_epoch_;
    std::optional<std::int64_t> epoch_;
    std::int64_t batches_ = 0;             // Of the epoch, in training.
    std::int64_t validation_batches_ = 0;  // Of the epoch, in validation.
    bool is_validating_ = false;
    bool is_epoch_open_ = false;  // Its line is not printed yet.
    Clock::time_point epoch_start_{};
    std::chrono::duration<double> training_{};  // Of the epoch, once its batches are done.
    std::optional<Clock::time_point> last_draw_;
    Metrics metrics_;
};
WEFT_CALLBACK(ProgressBar, (on_fit_start, max_epochs, batches_per_epoch), (on_train_epoch_start, epoch),
              (on_train_batch_end, batch_idx), (on_train_epoch_end), (on_validation_epoch_start),
              (on_validation_batch_end), (on_validation_epoch_end), (on_fit_end), (on_exception))

}  // namespace weft
