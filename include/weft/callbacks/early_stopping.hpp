// SPDX-License-Identifier: MIT
// A callback that ends a fit when a metric no longer gets better.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/arg_map.hpp>
#include <weft/args.hpp>
#include <weft/callback_macro.hpp>
#include <weft/callbacks/monitored.hpp>
#include <weft/detail/callbacks/identity.hpp>
#include <weft/detail/callbacks/loaded_state.hpp>
#include <weft/detail/callbacks/monitored_metric.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace weft {

/// What an improvement is, and how long to wait for one.
struct EarlyStoppingOptions {
    MonitorMode mode = MonitorMode::min;
    std::int64_t patience = 3;  ///< Checks in a row without an improvement after which it stops; at least 1.
    double min_delta = 0.0;     ///< An improvement is better by more than this; at least 0.
    MonitorAt at = MonitorAt::validation_epoch_end;
    bool stop_at_non_finite =
        true;  ///< Stops at once at NaN or an infinity; otherwise that is no improvement.
};

/// Reads the monitored argument at the end of an epoch and sets `should_stop`. Throws `Error` for options out of range;
/// from the hook, `ArgumentError` where it does not pass the argument. Begins afresh at `on_fit_start` unless state was
/// loaded for that fit; what a fit has left is there until then. One thread at a time.
class WEFT_API EarlyStopping {
public:
    /// `EarlyStopping("val_loss", {.patience = 5})`: the name of the argument that is watched.
    explicit EarlyStopping(std::string monitor, EarlyStoppingOptions options = {});

    /// Empty before the first finite value.
    [[nodiscard]] std::optional<double> best() const noexcept { return best_; }
    /// Checks in a row without an improvement.
    [[nodiscard]] std::int64_t waited() const noexcept { return waited_; }
    /// Whether it has set `should_stop`.
    [[nodiscard]] bool has_stopped() const noexcept { return !reason_.empty(); }
    /// Why it stopped, in words; empty where it did not, or where the fit went on and the last check was none to stop at.
    [[nodiscard]] const std::string& reason() const noexcept { return reason_; }

    void on_fit_start();
    void on_train_epoch_end(const Args& args, bool& should_stop);
    void on_validation_epoch_end(const Args& args, bool& should_stop);
    void on_fit_end();
    void on_save_checkpoint(ArgMap& state) const;
    void on_load_checkpoint(ArgMap& state);

private:
    void check(double value, bool& should_stop);

    detail::MonitoredMetric monitored_;
    detail::Identity identity_;
    detail::LoadedState loaded_;
    EarlyStoppingOptions options_;
    std::optional<double> best_;
    std::int64_t waited_ = 0;
    std::string reason_;
};
WEFT_CALLBACK(EarlyStopping, (on_fit_start), (on_train_epoch_end, should_stop),
              (on_validation_epoch_end, should_stop), (on_fit_end), (on_save_checkpoint, state),
              (on_load_checkpoint, state))

}  // namespace weft
