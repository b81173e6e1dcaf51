// SPDX-License-Identifier: MIT
// A callback that measures samples per second over a sliding window.
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

/// How many batches the rates are taken from, and what is printed.
struct ThroughputMonitorOptions {
    std::size_t window = 100;      ///< How many of the last batches count; at least 1.
    std::int64_t print_every = 0;  ///< Print a line after each so many batches; 0: none.
    std::FILE* file = stdout;      ///< Where lines go; null: nowhere.
    /// The clock; tests put in one of their own.
    std::function<std::chrono::steady_clock::time_point()> now = std::chrono::steady_clock::now;
};

/// A batch takes the time from the end of the batch before, or from `on_train_epoch_start`, to its own end. So loading the data
/// is part of it, while validation between epochs is not. In a loop that does not call `on_train_epoch_start`, the first batch
/// after `on_fit_start` or `on_train_epoch_end` only starts the clock.
///
/// Where a loop passes no `samples`, the number of samples in the batch, only batches are counted. The constructor throws `Error` for options out of range. A
/// line that cannot be written is lost, and the fit goes on. Begins afresh at `on_fit_start`, unless state was loaded for that
/// fit. One thread at a time.
class WEFT_API ThroughputMonitor {
public:
    /// Prints nothing unless `print_every` is set.
    explicit ThroughputMonitor(ThroughputMonitorOptions options = {});

    /// The mean over the batches in the window whose samples were passed; empty before the first of them that was timed.
    [[nodiscard]] std::optional<double> samples_per_second() const;
    /// The mean over the batches in the window; empty before the first that was timed.
    [[nodiscard]] std::optional<double> batches_per_second() const;
    /// All samples since the fit began, with those from before it was resumed.
    [[nodiscard]] std::int64_t samples() const noexcept { return samples_; }

    void on_fit_start();
    void on_train_epoch_start();
    void on_train_batch_end(std::optional<std::int64_t> samples);
    void on_train_epoch_end();
    void on_fit_end() noexcept { loaded_.go_on(); }
    void on_save_checkpoint(ArgMap& state) const;
    void on_load_checkpoint(ArgMap& state);

private:
    struct Batch {
        double samples;  // NaN where they are not known.
        double seconds;
    };

    ThroughputMonitorOptions options_;
    detail::Printer printer_;
    detail::Identity identity_;
    detail::LoadedState loaded_;
    std::optional<std::chrono::steady_clock::time_point> start_;
    std::int64_t samples_ = 0;
    std::int64_t batches_ = 0;
    std::deque<Batch> window_;
};
WEFT_CALLBACK(ThroughputMonitor, (on_fit_start), (on_train_epoch_start), (on_train_batch_end, samples),
              (on_train_epoch_end), (on_fit_end), (on_save_checkpoint, state), (on_load_checkpoint, state))

}  // namespace weft
