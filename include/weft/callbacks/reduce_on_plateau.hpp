// SPDX-License-Identifier: MIT
// A callback that lowers the learning rate when a metric no longer gets better.
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

/// What counts as an improvement, how long to wait for one, and how far to go.
struct ReduceOnPlateauOptions {
    MonitorMode mode = MonitorMode::min;
    double factor = 0.1;        ///< The rate is multiplied by this; above 0 and below 1.
    std::int64_t patience = 3;  ///< Lowers after so many checks in a row without an improvement; at least 1.
    std::int64_t cooldown = 0;  ///< After it has lowered, so many checks do not count; at least 0.
    double least_rate = 0.0;    ///< It lowers to no less than this; at least 0.
    double min_delta = 0.0;     ///< An improvement is better by more than this; at least 0.
};

/// Reads the monitored argument of `on_validation_epoch_end`, and when it no longer gets better multiplies `learning_rate` (a
/// `double&`) by the factor. The loop has to take the rate from that variable. A rate that is at the least one or below stays.
/// NaN and infinities are checks without an improvement.
///
/// The constructor throws `Error` for options out of range. In the hook, `ArgumentError` means that one of the two arguments is
/// missing or of another type. Begins afresh at `on_fit_start`, unless state was loaded for that fit; until then, the results
/// of the last fit can be read. One thread at a time.
class WEFT_API ReduceOnPlateau {
public:
    /// `weft::ReduceOnPlateau("val_loss", {.factor = 0.5})`: `monitor` is the name of the argument to watch.
    explicit ReduceOnPlateau(std::string monitor, ReduceOnPlateauOptions options = {});

    /// The best value so far; empty before the first finite one.
    [[nodiscard]] std::optional<double> best() const noexcept { return best_; }
    /// The number of checks since the last improvement, or since the rate was lowered.
    [[nodiscard]] std::int64_t waited() const noexcept { return waited_; }
    /// How often it has lowered the rate.
    [[nodiscard]] std::int64_t reductions() const noexcept { return reductions_; }

    void on_fit_start();
    void on_validation_epoch_end(const Args& args);
    void on_fit_end() noexcept { loaded_.go_on(); }
    void on_save_checkpoint(ArgMap& state) const;
    void on_load_checkpoint(ArgMap& state);

    /// What it reads from the arguments, for `check`, `hooks` and `Unused`.
    static std::vector<Read> weft_reads(const ReduceOnPlateau& callback);

private:
    detail::MonitoredMetric monitored_;
    detail::Identity identity_;
    detail::LoadedState loaded_;
    ReduceOnPlateauOptions options_;
    std::optional<double> best_;
    std::int64_t waited_ = 0;
    std::int64_t cooling_ = 0;  // How many checks do not count.
    std::int64_t reductions_ = 0;
};
WEFT_CALLBACK(ReduceOnPlateau, (on_fit_start), (on_validation_epoch_end), (on_fit_end),
              (on_save_checkpoint, state), (on_load_checkpoint, state))

}  // namespace weft
