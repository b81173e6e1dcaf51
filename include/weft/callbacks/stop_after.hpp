// SPDX-License-Identifier: MIT
// A callback that ends a fit after a number of steps or epochs, or a time.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/arg_map.hpp>
#include <weft/args.hpp>
#include <weft/callback_macro.hpp>
#include <weft/detail/callbacks/identity.hpp>
#include <weft/detail/callbacks/loaded_state.hpp>
#include <weft/reads.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace weft {

/// The limits. At least one has to be given; of several, the first that is reached ends the fit.
struct StopAfterOptions {
    std::optional<std::int64_t> steps = std::nullopt;   ///< Optimizer steps; at least 1.
    std::optional<std::int64_t> epochs = std::nullopt;  ///< Whole epochs; at least 1.
    /// The time since `on_fit_start`, or, in a loop that does not call it, since the end of the first batch. Above zero. It is
    /// checked only after each batch.
    std::optional<std::chrono::duration<double>> duration = std::nullopt;
    /// The clock; tests put in one of their own.
    std::function<std::chrono::steady_clock::time_point()> now = std::chrono::steady_clock::now;
};

/// Sets `should_stop` (a `bool&` or a `std::atomic<bool>&`) when a limit is reached. The loop has to look at that variable. It is never set back to
/// false.
///
/// Steps and epochs are the arguments `step` and `epoch` of the hooks, so a resumed fit goes on counting. Its time is added to
/// the time that was spent before, if state was loaded for that fit; otherwise the time begins afresh at `on_fit_start`.
///
/// The constructor throws `Error` for options out of range and without any limit. In a hook, `ArgumentError` means that the
/// argument of a limit, or `should_stop`, is missing. One thread at a time.
class WEFT_API StopAfter {
public:
    /// `weft::StopAfter({.steps = 1000})`, or `weft::StopAfter({.duration = std::chrono::minutes(10)})`.
    explicit StopAfter(StopAfterOptions options);

    void on_fit_start();
    void on_train_batch_end(const Args& args);
    void on_train_epoch_end(const Args& args);
    void on_fit_end() noexcept { loaded_.go_on(); }
    void on_save_checkpoint(ArgMap& state) const;
    void on_load_checkpoint(ArgMap& state);

    /// What it reads from the arguments, for `check`, `hooks` and `Unused`.
    static std::vector<Read> weft_reads(const StopAfter& callback);

private:
    [[nodiscard]] std::chrono::duration<double> spent() const;

    StopAfterOptions options_;
    detail::Identity identity_;
    detail::LoadedState loaded_;
    std::optional<std::chrono::steady_clock::time_point> start_;
    std::chrono::duration<double> spent_before_{0.0};
};
WEFT_CALLBACK(StopAfter, (on_fit_start), (on_train_batch_end), (on_train_epoch_end), (on_fit_end),
              (on_save_checkpoint, state), (on_load_checkpoint, state))

}  // namespace weft
