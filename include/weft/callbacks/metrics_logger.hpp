// SPDX-License-Identifier: MIT
// A callback, or an observer, that writes the numeric arguments of hooks to CSV and JSON lines.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/arg_map.hpp>
#include <weft/args.hpp>
#include <weft/callback_macro.hpp>
#include <weft/detail/callbacks/chosen_numbers.hpp>
#include <weft/event.hpp>
#include <weft/reads.hpp>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace weft {

/// Where the rows go: at least one file has to be given.
struct MetricsLoggerOptions {
    std::filesystem::path csv{};         ///< The CSV file; empty: none.
    std::filesystem::path json_lines{};  ///< The file of JSON lines; empty: none.
    /// The hooks that are watched; at least one.
    std::vector<std::string> hooks{"on_train_epoch_end", "on_validation_epoch_end"};
    /// The arguments that are logged, by name; empty: all that are numbers.
    std::vector<std::string> arguments{};
};

/// Writes a row per call of a watched hook: the name of the hook, then each named argument that is a number or reads as
/// one (`Arg::number`); lazy numbers are made. `bool` and characters are none. Integers of 64 bits stay exact.
///
/// Added as a callback, it hears the hooks that have a method here. `fabric.observe(std::ref(logger))` instead of `add` lets it
/// hear any hook of any loop.
///
/// **Formats.** CSV is that of RFC 4180, but with a single line feed as line end. It has a column for each name, in the order
/// in which the names first appear; for each further name, the file is replaced as a whole by one that has the column. JSON
/// lines have one object per line (jsonlines.org); a number that is not finite is null there.
///
/// **Files.** A file that is there is replaced at the first row. A process that is killed leaves all rows whose call had
/// returned. A resumed logger keeps the rows from before its checkpoint and removes later ones. Otherwise, `on_fit_start`
/// begins afresh: the next row replaces what earlier fits have written. A device, a pipe or standard output is written to as
/// rows come: there, another CSV header precedes a row with a further column, and a resumed logger goes on.
///
/// Throws `Error`: in the constructor for options that cannot be used; in a hook for a file that cannot be written and for a
/// number named `hook`; at `on_fit_start` for a watched hook that a callback cannot hear, and for a file in a folder that does
/// not exist. Any thread, several at once.
class WEFT_API MetricsLogger {
public:
    /// `weft::MetricsLogger({.csv = "metrics.csv"})`. Touches no file before the first row.
    explicit MetricsLogger(MetricsLoggerOptions options);
    MetricsLogger(MetricsLogger&& other) noexcept;
    MetricsLogger(const MetricsLogger&) = delete;
    MetricsLogger& operator=(const MetricsLogger&) = delete;
    MetricsLogger& operator=(MetricsLogger&&) = delete;
    ~MetricsLogger();

    /// Writes a row for a call, whether its hook is watched or not.
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

    /// What it reads from the arguments, for `check`, `hooks` and `Unused`.
    static std::vector<Read> weft_reads(const MetricsLogger& logger);

private:
    class Files;

    void log_if_watched(std::string_view hook, const Args& args);

    std::vector<std::string> hooks_;
    detail::ChosenNumbers chosen_;
    std::unique_ptr<Files> files_;
};
WEFT_CALLBACK(MetricsLogger, (on_fit_start), (on_train_batch_end), (on_train_epoch_end),
              (on_validation_batch_end), (on_validation_epoch_end), (on_fit_end), (on_save_checkpoint, state),
              (on_load_checkpoint, state))

}  // namespace weft
