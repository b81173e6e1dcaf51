// SPDX-License-Identifier: MIT
// A callback that shows how far a fit is: a line that is drawn anew on a terminal, plain lines elsewhere.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/args.hpp>
#include <weft/callback_macro.hpp>
#include <weft/detail/text/printer.hpp>

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
    std::FILE* file = stdout;                        ///< Null: nowhere.
    int redraws_per_second = 10;                     ///< At most; at least 1.
    std::optional<bool> is_terminal = std::nullopt;  ///< Empty: as the file says.
    std::optional<int> width =
        std::nullopt;  ///< In columns; empty: that of the terminal, asked at each redraw.
    std::function<std::chrono::steady_clock::time_point()> now = std::chrono::steady_clock::now;
};

/// Each epoch leaves one line, with the floating-point arguments of `on_train_epoch_end` and `on_validation_epoch_end`,
/// iterations per second and the time it took. On a terminal a line below it shows epoch, batch, rate, remaining time of the
/// epoch, and the floating-point arguments of `on_train_batch_end`, as many as fit; it never wraps.
///
/// What is printed to the same terminal in between should call `clear` first. Register it before callbacks that print at the
/// end of an epoch. Throws `Error` for options out of range; a line that cannot be written is lost. It needs no
/// state to resume: the hooks say where the fit is; `on_fit_start` begins afresh. One thread at a time.
class WEFT_API ProgressBar {
public:
    /// Draws on standard output unless the options say otherwise.
    explicit ProgressBar(ProgressBarOptions options = {});

    /// Takes the line away until it is drawn again.
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

private:
    using Clock = std::chrono::steady_clock;
    using Metrics = std::vector<std::pair<std::string, double>>;

    void draw(const Args* args);
    [[nodiscard]] std::string line(const Args* args, std::size_t columns) const;
    [[nodiscard]] std::size_t columns() const;
    void finish_epoch();

    ProgressBarOptions options_;
    detail::Printer printer_;
    bool is_terminal_;
    std::optional<std::int64_t> max_epochs_;
    std::optional<std::int64_t> batches_per_epoch_;
    std::optional<std::int64_t> epoch_;
    std::int64_t batches_ = 0;             // Of the epoch, in training.
    std::int64_t validation_batches_ = 0;  // Of the epoch, in validation.
    bool is_validating_ = false;
    bool is_epoch_open_ = false;  // It has not left its line.
    bool is_drawn_ = false;
    Clock::time_point epoch_start_{};
    std::chrono::duration<double> training_{};  // Of the epoch, once its batches are done.
    std::optional<Clock::time_point> last_draw_;
    Metrics metrics_;
};
WEFT_CALLBACK(ProgressBar, (on_fit_start, max_epochs, batches_per_epoch), (on_train_epoch_start, epoch),
              (on_train_batch_end, batch_idx), (on_train_epoch_end), (on_validation_epoch_start),
              (on_validation_batch_end), (on_validation_epoch_end), (on_fit_end), (on_exception))

}  // namespace weft
