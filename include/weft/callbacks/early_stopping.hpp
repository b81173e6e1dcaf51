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
#include <weft/reads.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace weft {

/// What counts as an improvement, and how long to wait for one.
struct EarlyStoppingOptions {
    MonitorMode mode = MonitorMode::min;
    std::int64_t patience = 3;  ///< Stops after so many checks in a row without an improvement; at least 1.
    double min_delta = 0.0;     ///< An improvement is better by more than this; at least 0.
    MonitorAt at = MonitorAt::validation_epoch_end;
    /// Stop at once at NaN or an infinity. Otherwise these are checks without an improvement.
    bool stop_at_non_finite = true;
};

/// Reads the monitored argument at the end of each epoch, and sets `should_stop` (a `bool&` or a `std::atomic<bool>&`)
/// when it no longer gets better. The loop has to look at that variable. It is never set back to false.
///
/// The constructor throws `Error` for options out of range. In a hook, `ArgumentError` means that the monitored argument
/// or `should_stop` is missing or of another type. At `on_fit_end`, `Error` means that epochs ended and the hook chosen by `at`
/// never came.
///
/// Begins afresh at `on_fit_start`, unless state was loaded for that fit; until then, the results of the last fit can be read.
/// One thread at a time.
class WEFT_API EarlyStopping {
public:
    /// `weft::EarlyStopping("val_loss", {.patience = 5})`: `monitor` is the name of the argument to watch.
    explicit EarlyStopping(std::string monitor, EarlyStoppingOptions options = {});

    /// The best value so far; empty before the first finite one.
    [[nodiscard]] std::optional<double> best() const noexcept { return best_; }
    /// The number of checks since the last improvement.
    [[nodiscard]] std::int64_t waited() const noexcept { return waited_; }
    /// Whether its last check has set `should_stop`.
    [[nodiscard]] bool has_stopped() const noexcept { return !reason_.empty(); }
    /// Why it stopped, as a sentence for a log; empty if its last check did not stop the fit.
    [[nodiscard]] const std::string& reason() const noexcept { return reason_; }

    void on_fit_start();
    void on_train_epoch_end(const Args& args);
    void on_validation_epoch_end(const Args& args);
    void on_fit_end();
    void on_save_checkpoint(ArgMap& state) const;
    void on_load_checkpoint(ArgMap& state);

    /// What it reads from the arguments, for `check`, `hooks` and `Unused`.
    static std::vector<Read> weft_reads(const EarlyStopping& callback);

private:
    void check(const Args& args);

    detail::MonitoredMetric monitored_;
    detail::Identity identity_;
    detail::LoadedState loaded_;
    EarlyStoppingOptions options_;
    std::optional<double> best_;
    std::int64_t waited_ = 0;
    std::string reason_;
};
WEFT_CALLBACK(EarlyStopping, (on_fit_start), (on_train_epoch_end), (on_validation_epoch_end), (on_fit_end),
              (on_save_checkpoint, state), (on_load_checkpoint, state))

}  // namespace weft
