// SPDX-License-Identifier: MIT
// A callback that writes the numbers of a fit as scalars for TensorBoard.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/args.hpp>
#include <weft/callback_macro.hpp>

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace weft {

namespace detail {

class EventFile;

}  // namespace detail

/// Which hooks are watched, and the clock.
struct TensorBoardLoggerOptions {
    /// Those that are watched, of the three named here.
    std::vector<std::string> hooks{"on_train_batch_end", "on_train_epoch_end", "on_validation_epoch_end"};
    /// The clock; tests put in one of their own.
    std::function<std::chrono::system_clock::time_point()> now = std::chrono::system_clock::now;
};

/// Writes each numeric argument of the watched hooks, except the counters `epoch`, `batch_idx`, `step` and `samples`, as a
/// scalar at the `step` that the hook passes, with the precision of a `float`. The argument `loss` becomes `train/loss` for
/// `on_train_batch_end` and `train_epoch/loss` for `on_train_epoch_end`; `val_loss` becomes `validation/loss` for
/// `on_validation_epoch_end`.
///
/// Each logger makes an event file of its own for each fit, at the first scalar. TensorBoard shows all files of a folder as one
/// run, so a resumed fit needs no state. A process that is killed leaves all that it has written.
///
/// The format: tensorflow/core/lib/io/record_writer.h for the records, tensorflow/core/util/event.proto and
/// tensorflow/core/framework/summary.proto for what is in them. Throws `Error`: in the constructor for options that cannot be
/// used, in a hook for a folder or file that cannot be written. A hook that does not pass `step` throws `ArgumentError`. One
/// thread at a time.
class WEFT_API TensorBoardLogger {
public:
    /// `weft::TensorBoardLogger("runs/first")`. The folder and the file are made at the first scalar.
    explicit TensorBoardLogger(std::filesystem::path folder, TensorBoardLoggerOptions options = {});
    TensorBoardLogger(TensorBoardLogger&& other) noexcept;
    TensorBoardLogger(const TensorBoardLogger&) = delete;
    TensorBoardLogger& operator=(const TensorBoardLogger&) = delete;
    TensorBoardLogger& operator=(TensorBoardLogger&&) = delete;
    ~TensorBoardLogger();

    void on_fit_start();
    void on_train_batch_end(const Args& args);
    void on_train_epoch_end(const Args& args);
    void on_validation_epoch_end(const Args& args);

private:
    void write(std::string_view hook, std::string_view group, const Args& args);

    std::filesystem::path folder_;
    TensorBoardLoggerOptions options_;
    std::unique_ptr<detail::EventFile> file_;
};
WEFT_CALLBACK(TensorBoardLogger, (on_fit_start), (on_train_batch_end), (on_train_epoch_end),
              (on_validation_epoch_end))

}  // namespace weft
