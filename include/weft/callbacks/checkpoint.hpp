// SPDX-License-Identifier: MIT
// A callback that writes checkpoint files: the best ones by a metric, and the last one.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/arg_map.hpp>
#include <weft/args.hpp>
#include <weft/callback_macro.hpp>
#include <weft/callbacks/monitored.hpp>
#include <weft/detail/callbacks/identity.hpp>
#include <weft/detail/callbacks/loaded_state.hpp>
#include <weft/detail/callbacks/monitored_metric.hpp>
#include <weft/order.hpp>
#include <weft/reads.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace weft {

/// Which checkpoints are kept, and when they are written.
struct CheckpointOptions {
    /// The argument by which checkpoints are ranked. Empty: only the last one is kept.
    std::string monitor{};
    MonitorMode mode = MonitorMode::min;
    std::size_t keep_best = 1;  ///< How many of the best are kept; at least 1 with a `monitor`.
    bool keep_last = true;      ///< Also keep `last.ckpt`, written at the end of every epoch.
    MonitorAt at = MonitorAt::validation_epoch_end;
    /// The begin of the names of the best ones, `best-epoch=3-step=1200.ckpt`. Give two callbacks that share a folder
    /// different ones.
    std::string prefix = "best";
    /// Also save when the loop ends by an exception, as `exception.ckpt`.
    bool on_exception = false;
};

/// Writes `last.ckpt` and the best checkpoints into a folder, at the end of each epoch. It comes after all other handlers of
/// a hook, so that what `write` saves, the state of all callbacks included, is that of the finished epoch.
///
/// **Files.** A file is replaced as a whole or stays as it was, even if the process is killed in the middle: the content goes
/// to a temporary file, is flushed to the disk, and the file is renamed. A killed process may leave its temporary file,
/// `NAME.weft-0123456789abcdef.tmp`; whoever saves there next removes it.
///
/// **Ranking.** Needs the arguments `epoch`, `step` and the monitored one. A metric that is not finite never ranks; of equal
/// ones the earlier ranks first. Begins afresh at `on_fit_start`, unless state was loaded for that fit; the files of an
/// earlier fit stay until one of the same name is written.
///
/// **Resuming.** A fit that was killed and is resumed from `last.ckpt` finds all best ones that are named in it. For that, a
/// best one gets its name after `last.ckpt` is written, and those that it outranks are removed after that, by the resumed fit
/// if need be. A best one that is missing from the folder when the state is loaded is no longer ranked. Files of later epochs,
/// which the state does not know, are replaced or removed when the resumed fit comes to their epoch and step.
///
/// Throws `Error`: in the constructor if an option is out of range or the folder cannot be made or written to; in a hook if a
/// file cannot be written; at `on_fit_end` if epochs ended and the hook chosen by `at` never came. After an error, like after
/// one of `write`, which passes through, the old files are whole. One thread at a time.
class WEFT_API Checkpoint {
public:
    /// Writes all that the loop needs to resume to the stream, which is binary. It usually calls `on_save_checkpoint` and
    /// writes the state that the callbacks have put into the map.
    using Write = std::function<void(std::ostream& stream)>;

    /// A checkpoint that is kept, and the value by which it was ranked.
    struct Best {
        double value;
        std::filesystem::path file;
    };

    /// `weft::Checkpoint("runs", [&](std::ostream& stream) { trainer.save(stream); }, {.monitor = "val_loss"})`. Makes the
    /// folder, and those above it.
    Checkpoint(std::filesystem::path folder, Write write, CheckpointOptions options = {});

    /// The best checkpoints, the best one first; empty without a `monitor`.
    [[nodiscard]] const std::vector<Best>& best() const noexcept { return best_; }
    /// The path of the last checkpoint, whether it is there yet or not.
    [[nodiscard]] std::filesystem::path last_file() const;

    /// Writes `last.ckpt` at this moment, with the ranking as it is: for a loop that ends in the middle of an epoch. Throws as
    /// the hooks do.
    void save_last();

    void on_fit_start();
    void on_train_epoch_end(const Args& args);
    void on_validation_epoch_end(const Args& args);
    void on_fit_end();
    /// Reports on standard error what keeps it from writing, so that the exception is not hidden.
    void on_exception();
    void on_save_checkpoint(ArgMap& state) const;
    void on_load_checkpoint(ArgMap& state);

    /// What it reads from the arguments, for `check`, `hooks` and `Unused`.
    static std::vector<Read> weft_reads(const Checkpoint& callback);

    /// It saves what all others have done: see `weft::after_all`.
    static constexpr auto weft_order = after_all;

private:
    void save(const Args& args);
    [[nodiscard]] std::filesystem::path best_file(const Args& args) const;
    bool rank(double value, const std::filesystem::path& file);
    void write_best(const std::filesystem::path& file);
    void remove_outranked();

    std::filesystem::path folder_;
    Write write_;
    CheckpointOptions options_;
    detail::MonitoredMetric monitored_;
    std::vector<Best> best_;
    std::vector<std::filesystem::path> outranked_;  // To be removed once no checkpoint needs them.
    std::string temporary_name_;                    // Of the best one that is being written.
    bool is_resumed_ = false;
    detail::Identity identity_;
    detail::LoadedState loaded_;
};
WEFT_CALLBACK(Checkpoint, (on_fit_start), (on_train_epoch_end), (on_validation_epoch_end), (on_fit_end),
              (on_exception), (on_save_checkpoint, state), (on_load_checkpoint, state))

}  // namespace weft
