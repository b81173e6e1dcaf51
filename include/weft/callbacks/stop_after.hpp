// SPDX-License-Identifier: MIT
// A callback that ends a fit after a number of steps or epochs, or a time.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/arg_map.hpp>
#include <weft/args.hpp>
#include <weft/callback_macro.hpp>
#include <weft/detail/callbacks/identity.hpp>
#include <weft/detail/callbacks/loaded_state.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>

namespace weft {

/// At least one limit; where there are several, the first that is reached ends the fit.
struct StopAfterOptions {
    std::optional<std::int64_t> steps = std::nullopt;   ///< Of the optimizer; at least 1.
    std::optional<std::int64_t> epochs = std::nullopt;  ///< At least 1.
    /// From `on_fit_start` on, or from the first batch; checked after each batch. Above zero.
    std::optional<std::chrono::duration<double>> duration = std::nullopt;
    std::function<std::chrono::steady_clock::time_point()> now = std::chrono::steady_clock::now;
};

/// Sets `should_stop`. Steps and epochs are those that the hooks pass, so a resumed fit goes on counting; its time adds to
/// what was spent before, where state was loaded for that fit. Throws `Error` for options out of range. One thread at a time.
class WEFT_API StopAfter {
public:
    /// `StopAfter({.steps = 1000})`
    explicit StopAfter(StopAfterOptions options);

    void on_fit_start();
    void on_train_batch_end(const Args& args, bool& should_stop);
    void on_train_epoch_end(const Args& args, bool& should_stop);
    void on_fit_end() noexcept { loaded_.go_on(); }
    void on_save_checkpoint(ArgMap& state) const;
    void on_load_checkpoint(ArgMap& state);

private:
    [[nodiscard]] std::chrono::duration<double> spent() const;

    StopAfterOptions options_;
    detail::Identity identity_;
    detail::LoadedState loaded_;
    std::optional<std::chrono::steady_clock::time_point> start_;
    std::chrono::duration<double> spent_before_{0.0};
};
WEFT_CALLBACK(StopAfter, (on_fit_start), (on_train_batch_end, should_stop), (on_train_epoch_end, should_stop),
              (on_fit_end), (on_save_checkpoint, state), (on_load_checkpoint, state))

}  // namespace weft
