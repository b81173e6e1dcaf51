// SPDX-License-Identifier: MIT
// A callback that records the learning rates of a fit.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/arg_map.hpp>
#include <weft/args.hpp>
#include <weft/callback_macro.hpp>
#include <weft/detail/callbacks/identity.hpp>
#include <weft/detail/callbacks/loaded_state.hpp>
#include <weft/detail/text/printer.hpp>
#include <weft/reads.hpp>

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <fmt/core.h>

namespace weft {

/// What is recorded, and where lines are printed.
struct LearningRateMonitorOptions {
    bool record_steps = true;   ///< False: epochs only, to save memory in fits of very many steps.
    std::FILE* file = nullptr;  ///< Gets a line at the end of each epoch; null: nowhere.
};

/// Records the argument `lr` at `on_train_batch_end` and `on_train_epoch_end`, with `step` and `epoch`. It is a number, or a
/// `std::vector<double>` with one rate per parameter group. Where a loop does not pass `step` or `epoch`, it counts them by the
/// calls of these hooks. fmt prints what was recorded.
///
/// A hook that is recorded throws `ArgumentError` if `lr` is missing, and `Error` if the number of groups changes.
/// Begins afresh at `on_fit_start`, unless state was loaded for that fit; until then, the records of the last fit can be read.
/// One thread at a time.
class WEFT_API LearningRateMonitor {
public:
    /// The learning rates at one step.
    struct Entry {
        std::int64_t step;       ///< The optimizer step, counted from 1.
        std::int64_t epoch;      ///< Counted from 0.
        std::vector<double> lr;  ///< One rate per parameter group.
    };

    /// By default it records each step and prints nothing.
    explicit LearningRateMonitor(LearningRateMonitorOptions options = {});

    /// One entry per step, oldest first; empty if steps are not recorded.
    [[nodiscard]] const std::vector<Entry>& steps() const noexcept { return steps_; }
    /// One entry per epoch, oldest first, with the rates at its last step.
    [[nodiscard]] const std::vector<Entry>& epochs() const noexcept { return epochs_; }

    /// Writes the columns `step,epoch,lr`, or `step,epoch,lr_0,lr_1,...` for several groups, with a row per step, or per epoch
    /// if steps are not recorded. The file is replaced as a whole; if it cannot be written, throws `Error` and the old one
    /// stays.
    void write_csv(const std::filesystem::path& file) const;

    void on_fit_start();
    void on_train_batch_end(const Args& args);
    void on_train_epoch_end(const Args& args);
    void on_fit_end() noexcept { loaded_.go_on(); }
    void on_save_checkpoint(ArgMap& state) const;
    void on_load_checkpoint(ArgMap& state);

    /// What it reads from the arguments, for `check`, `hooks` and `Unused`.
    static std::vector<Read> weft_reads(const LearningRateMonitor& monitor);

private:
    [[nodiscard]] Entry read(const Args& args);
    /// How many rates each entry has; empty before the first entry.
    [[nodiscard]] std::optional<std::size_t> groups() const noexcept;

    LearningRateMonitorOptions options_;
    detail::Printer printer_;
    detail::Identity identity_;
    detail::LoadedState loaded_;
    std::vector<Entry> steps_;
    std::vector<Entry> epochs_;
    std::int64_t step_ = 0;   // Of the last batch, as the loop says or as counted.
    std::int64_t epoch_ = 0;  // Of the epoch that is under way.
};
WEFT_CALLBACK(LearningRateMonitor, (on_fit_start), (on_train_batch_end), (on_train_epoch_end), (on_fit_end),
              (on_save_checkpoint, state), (on_load_checkpoint, state))

}  // namespace weft

/// Prints a line per epoch with the rates at its last step: `epoch 3, step 1200: lr 0.05`.
template <>
struct fmt::formatter<weft::LearningRateMonitor> : fmt::formatter<fmt::string_view> {
    WEFT_API fmt::format_context::iterator format(const weft::LearningRateMonitor& monitor,
                                                  fmt::format_context& context) const;
};
