// SPDX-License-Identifier: MIT
// A callback that writes the numbers of a fit as scalars for TensorBoard.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/arg_map.hpp>
#include <weft/args.hpp>
#include <weft/callback_macro.hpp>
#include <weft/detail/callbacks/chosen_numbers.hpp>
#include <weft/detail/callbacks/identity.hpp>
#include <weft/detail/callbacks/loaded_state.hpp>
#include <weft/event.hpp>
#include <weft/reads.hpp>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace weft {

namespace detail {

class EventFile;

}  // namespace detail

/// Which hooks are watched, what is logged of them, and the clock.
struct TensorBoardLoggerOptions {
    /// The hooks that are watched; at least one.
    std::vector<std::string> hooks{"on_train_batch_end", "on_train_epoch_end", "on_validation_epoch_end"};
    /// The arguments that are logged, by name; empty: all that are numbers, but for counters.
    std::vector<std::string> arguments{};
    /// The clock; tests put in one of their own.
    std::function<std::chrono::system_clock::time_point()> now = std::chrono::system_clock::now;
};

/// Writes each numeric argument of the watched hooks, except the counters `epoch`, `batch_idx`, `step` and `samples`, as a
/// scalar at the `step` that the hook passes, with the precision of a `float`. Where a hook passes no `step`, its calls are
/// counted, from 1. The argument `loss` becomes `train/loss` for `on_train_batch_end` and `train_epoch/loss` for
/// `on_train_epoch_end`; `val_loss` becomes `validation/loss` for `on_validation_epoch_end`; of any other hook, `on_sample`, it is
/// `sample/loss`.
///
/// Added as a callback, it hears the hooks that have a method here. `fabric.observe(std::ref(logger))` instead of `add` lets it
/// hear any hook of any loop.
///
/// Each logger makes an event file of its own for each fit, at the first scalar. TensorBoard shows all files of a folder as one
/// run, so a resumed fit needs no state but for what it has counted. A process that is killed leaves all that it has written.
///
/// The format: tensorflow/core/lib/io/record_writer.h for the records, tensorflow/core/util/event.proto and
/// tensorflow/core/framework/summary.proto for what is in them. Throws `Error`: in the constructor for options that cannot be
/// used, in a hook for a folder or file that cannot be written, at `on_fit_start` for a watched hook that a callback cannot
/// hear. One thread at a time.
class WEFT_API TensorBoardLogger {
public:
    /// `weft::TensorBoardLogger("runs/first")`. The folder and the file are made at the first scalar.
    explicit TensorBoardLogger(std::filesystem::path folder, TensorBoardLoggerOptions options = {});
    TensorBoardLogger(TensorBoardLogger&& other) noexcept;
    TensorBoardLogger(const TensorBoardLogger&) = delete;
    TensorBoardLogger& operator=(const TensorBoardLogger&) = delete;
    TensorBoardLogger& operator=(TensorBoardLogger&&) = delete;
    ~TensorBoardLogger();

    /// Called by the fabric that it observes: writes the numbers of each call of a watched hook.
    void operator()(const Event& event);

    void on_fit_start();
    void on_train_batch_end(const Args& args);
    void on_train_epoch_end(const Args& args);
    void on_validation_batch_end(const Args& args);
    void on_validation_epoch_end(const Args& args);
    void on_fit_end() noexcept { loaded_.go_on(); }
    void on_save_checkpoint(ArgMap& state) const;
    void on_load_checkpoint(ArgMap& state);

    /// What it reads from the arguments, for `check`, `hooks` and `Unused`.
    static std::vector<Read> weft_reads(const TensorBoardLogger& logger);

private:
    /// Does nothing for a hook that is not watched.
    void write(std::string_view hook, const Args& args);
    void begin_fit();

    std::filesystem::path folder_;
    TensorBoardLoggerOptions options_;
    detail::ChosenNumbers chosen_;
    detail::Identity identity_;
    detail::LoadedState loaded_;
    std::map<std::string, std::int64_t, std::less<>> calls_;  // Of hooks that pass no step.
    std::unique_ptr<detail::EventFile> file_;
};
WEFT_CALLBACK(TensorBoardLogger, (on_fit_start), (on_train_batch_end), (on_train_epoch_end),
              (on_validation_batch_end), (on_validation_epoch_end), (on_fit_end), (on_save_checkpoint, state),
              (on_load_checkpoint, state))

}  // namespace weft
