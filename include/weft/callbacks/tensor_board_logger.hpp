// SPDX-License-Identifier: MIT
// A callback that writes scalars for TensorBoard.
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

/// Which hooks are watched.
struct TensorBoardLoggerOptions {
    /// Of those that have a method here.
    std::vector<std::string> hooks{"on_train_batch_end", "on_train_epoch_end", "on_validation_epoch_end"};
    std::function<std::chrono::system_clock::time_point()> now = std::chrono::system_clock::now;
};

/// Writes each numeric argument of the watched hooks, but for the counters `epoch`, `batch_idx`, `step` and `samples`, as a
/// scalar at the `step` that the hook passes, with the precision of a `float`: `train/loss` from `on_train_batch_end`,
/// `train_epoch/loss` from `on_train_epoch_end`, `validation/loss` for `val_loss` from `on_validation_epoch_end`.
///
/// Each logger makes an event file of its own for each fit in the folder, at the first scalar; TensorBoard shows all files of a
/// folder as one run, so a resumed fit needs no state. A process that is killed leaves all that it has written.
///
/// The format: tensorflow/core/lib/io/record_writer.h for the records, tensorflow/core/util/event.proto and
/// tensorflow/core/framework/summary.proto for what is in them. Throws `Error` for options that cannot be used; from a hook,
/// for a folder or file that cannot be written. One thread at a time.
class WEFT_API TensorBoardLogger {
public:
    /// `TensorBoardLogger("runs/first")`. Makes the folder and the file at the first scalar.
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
