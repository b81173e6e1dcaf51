// SPDX-License-Identifier: MIT
// A callback, or an observer, that writes the numeric arguments of hooks to CSV and JSON lines.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/arg_map.hpp>
#include <weft/args.hpp>
#include <weft/callback_macro.hpp>
#include <weft/event.hpp>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace weft {

/// At least one file.
struct MetricsLoggerOptions {
    std::filesystem::path csv{};         ///< Empty: none.
    std::filesystem::path json_lines{};  ///< Empty: none.
    std::vector<std::string> hooks{"on_train_epoch_end", "on_validation_epoch_end"};
};

/// A row per call of a watched hook: the hook's name, then each argument that is an integer or a floating-point number.
///
/// CSV (RFC 4180, but with line ends of one character) has a column for each name, in the order in which they first appear;
/// where a new one does, the file is replaced whole by one with that column. JSON lines have one object per line
/// (jsonlines.org); what is not finite is null there.
///
/// As a callback it hears the hooks of a training loop, those that have a method here; `fabric.observe(std::ref(logger))`
/// instead of `add` lets it hear any. A process that is killed leaves all rows whose call had returned. A file that is there
/// already is replaced at the first row; a resumed logger keeps what was written before its checkpoint, and nothing after.
/// `on_fit_start` begins afresh, unless state was loaded for that fit: the next row replaces what earlier ones left.
/// A device, a pipe or standard output is written to instead: a CSV begins another header there where a column appears, and
/// a resumed logger goes on.
///
/// Throws `Error` for options that cannot be used; from a hook, for a file that cannot be written and for a number named
/// `hook`, and at `on_fit_start` for a watched hook that a callback cannot hear. From any thread.
class WEFT_API MetricsLogger {
public:
    /// `MetricsLogger({.csv = "metrics.csv"})`. Touches no file before the first row.
    explicit MetricsLogger(MetricsLoggerOptions options);
    MetricsLogger(MetricsLogger&& other) noexcept;
    MetricsLogger(const MetricsLogger&) = delete;
    MetricsLogger& operator=(const MetricsLogger&) = delete;
    MetricsLogger& operator=(MetricsLogger&&) = delete;
    ~MetricsLogger();

    /// Writes a row, whether the hook is watched or not.
    void log(std::string_view hook, const Args& args);

    /// Called by the fabric that it observes: writes a row for each call of a watched hook.
    void operator()(const Event& event);

    void on_fit_start(const Args& args);
    void on_train_batch_end(const Args& args);
    void on_train_epoch_end(const Args& args);
    void on_validation_batch_end(const Args& args);
    void on_validation_epoch_end(const Args& args);
    void on_fit_end(const Args& args);
    void on_save_checkpoint(ArgMap& state) const;
    void on_load_checkpoint(ArgMap& state);

private:
    class Files;

    void log_if_watched(std::string_view hook, const Args& args);

    std::vector<std::string> hooks_;
    std::unique_ptr<Files> files_;
};
WEFT_CALLBACK(MetricsLogger, (on_fit_start), (on_train_batch_end), (on_train_epoch_end),
              (on_validation_batch_end), (on_validation_epoch_end), (on_fit_end), (on_save_checkpoint, state),
              (on_load_checkpoint, state))

}  // namespace weft
