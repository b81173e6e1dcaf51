// SPDX-License-Identifier: MIT
// A callback that measures how long an iteration takes.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/arg_map.hpp>
#include <weft/callback_macro.hpp>
#include <weft/detail/callbacks/identity.hpp>
#include <weft/detail/callbacks/loaded_state.hpp>
#include <weft/detail/text/printer.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <functional>
#include <optional>

namespace weft {

/// How many iterations the percentiles are taken from, and what is printed.
struct IterationTimerOptions {
    /// The percentiles are those of so many of the last iterations; at least 1.
    std::size_t window = 1000;
    std::int64_t print_every = 0;  ///< Print a line after each step that is a multiple of this; 0: none.
    std::FILE* file = stdout;      ///< Where lines go; null: nowhere.
    /// The clock; tests put in one of their own.
    std::function<std::chrono::steady_clock::time_point()> now = std::chrono::steady_clock::now;
};

/// Measures the time from each `on_train_batch_start` to the next `on_train_batch_end`; an end without a start is ignored.
///
/// `weft::IterationTimer timer; fabric.add(std::ref(timer));`, and after the fit `timer.p95()`.
///
/// The constructor throws `Error` for options out of range. A line that cannot be written is lost, and the fit goes on. Begins
/// afresh at `on_fit_start`, unless state was loaded for that fit. One thread at a time.
class WEFT_API IterationTimer {
public:
    using Seconds = std::chrono::duration<double>;

    /// Prints nothing unless `print_every` is set and the loop passes `step`.
    explicit IterationTimer(IterationTimerOptions options = {});

    /// How many iterations were timed.
    [[nodiscard]] std::int64_t count() const noexcept { return count_; }
    /// The time of the last iteration; empty before the first.
    [[nodiscard]] std::optional<Seconds> last() const;
    /// The mean of all iterations; empty before the first.
    [[nodiscard]] std::optional<Seconds> mean() const;
    /// The time that half of the iterations in the window did not exceed; empty before the first. It is one that was measured:
    /// the nearest-rank method, en.wikipedia.org/wiki/Percentile. Takes time in proportion to the window.
    [[nodiscard]] std::optional<Seconds> p50() const { return percentile(0.50); }
    /// The same for 95 of 100 iterations.
    [[nodiscard]] std::optional<Seconds> p95() const { return percentile(0.95); }
    /// One over the mean; empty before the first, and where no time has passed.
    [[nodiscard]] std::optional<double> iterations_per_second() const;

    void on_fit_start();
    void on_train_batch_start();
    void on_train_batch_end(std::optional<std::int64_t> step);
    void on_fit_end() noexcept { loaded_.go_on(); }
    void on_save_checkpoint(ArgMap& state) const;
    void on_load_checkpoint(ArgMap& state);

private:
    [[nodiscard]] std::optional<Seconds> percentile(double part) const;

    IterationTimerOptions options_;
    detail::Printer printer_;
    detail::Identity identity_;
    detail::LoadedState loaded_;
    std::optional<std::chrono::steady_clock::time_point> start_;
    std::int64_t count_ = 0;
    double sum_ = 0.0;            // In seconds.
    std::deque<double> seconds_;  // The window, the oldest first.
};
WEFT_CALLBACK(IterationTimer, (on_fit_start), (on_train_batch_start), (on_train_batch_end, step),
              (on_fit_end), (on_save_checkpoint, state), (on_load_checkpoint, state))

}  // namespace weft
