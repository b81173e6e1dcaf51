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

/// The window of the percentiles, and what is printed.
struct IterationTimerOptions {
    std::size_t window =
        1000;  ///< How many of the last iterations the percentiles are taken from; at least 1.
    std::int64_t print_every = 0;  ///< A line after each step that is a multiple of this; 0: none.
    std::FILE* file = stdout;      ///< Null: nowhere.
    std::function<std::chrono::steady_clock::time_point()> now = std::chrono::steady_clock::now;
};

/// An iteration lasts from `on_train_batch_start` to `on_train_batch_end`; an end without a start is none. What is asked
/// before the first one is empty. Begins afresh at `on_fit_start` unless state was loaded for that fit. Throws `Error` for options out of range. One thread at a time.
class WEFT_API IterationTimer {
public:
    using Seconds = std::chrono::duration<double>;

    /// Prints nothing unless `print_every` says so.
    explicit IterationTimer(IterationTimerOptions options = {});

    /// How many iterations were timed.
    [[nodiscard]] std::int64_t count() const noexcept { return count_; }
    /// The last iteration.
    [[nodiscard]] std::optional<Seconds> last() const;
    /// Of all iterations.
    [[nodiscard]] std::optional<Seconds> mean() const;
    /// Half, or 95 of 100, of the iterations in the window took no longer: the nearest rank, a time that was measured.
    [[nodiscard]] std::optional<Seconds> p50() const { return percentile(0.50); }
    /// 95 of 100 iterations in the window took no longer.
    [[nodiscard]] std::optional<Seconds> p95() const { return percentile(0.95); }
    /// One over the mean.
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
