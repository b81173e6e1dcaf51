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

/// The window, and what is printed.
struct ThroughputMonitorOptions {
    std::size_t window = 100;      ///< Of how many batches; at least 1.
    std::int64_t print_every = 0;  ///< A line after each batch whose number is a multiple of this; 0: none.
    std::FILE* file = stdout;      ///< Null: nowhere.
    std::function<std::chrono::steady_clock::time_point()> now = std::chrono::steady_clock::now;
};

/// A batch takes the time from the end of the one before, or from `on_train_epoch_start`, to its own end: loading is part of
/// it, validation between epochs is not. In a loop that does not call `on_train_epoch_start` the first batch only starts the
/// clock. Begins afresh at `on_fit_start` unless state was loaded for that fit. Throws `Error` for options out of range. One thread at a time.
class WEFT_API ThroughputMonitor {
public:
    /// Prints nothing unless `print_every` says so.
    explicit ThroughputMonitor(ThroughputMonitorOptions options = {});

    /// Over the batches in the window; empty before the first.
    [[nodiscard]] std::optional<double> samples_per_second() const;
    /// Over the batches in the window; empty before the first.
    [[nodiscard]] std::optional<double> batches_per_second() const;
    /// All samples since the fit began, before it was resumed too.
    [[nodiscard]] std::int64_t samples() const noexcept { return samples_; }

    void on_fit_start();
    void on_train_epoch_start();
    void on_train_batch_end(std::int64_t samples);
    void on_train_epoch_end();
    void on_fit_end() noexcept { loaded_.go_on(); }
    void on_save_checkpoint(ArgMap& state) const;
    void on_load_checkpoint(ArgMap& state);

private:
    struct Batch {
        double samples;
        double seconds;
    };

    [[nodiscard]] Batch sum() const;

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
