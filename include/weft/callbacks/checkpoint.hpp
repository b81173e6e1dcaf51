// SPDX-License-Identifier: MIT
// A callback that keeps the best checkpoints and the last one.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/arg_map.hpp>
#include <weft/args.hpp>
#include <weft/callback_macro.hpp>
#include <weft/callbacks/monitored.hpp>
#include <weft/detail/callbacks/identity.hpp>
#include <weft/detail/callbacks/loaded_state.hpp>
#include <weft/detail/callbacks/monitored_metric.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace weft {

/// What is kept, and when it is written.
struct CheckpointOptions {
    std::string
        monitor{};  ///< The argument by which checkpoints are ranked; empty: only the last one is kept.
    MonitorMode mode = MonitorMode::min;
    std::size_t keep_best = 1;  ///< How many of the best are kept; needs `monitor`.
    bool keep_last = true;      ///< Also keep `last.ckpt`, written at the end of every epoch.
    MonitorAt at = MonitorAt::validation_epoch_end;
    std::string prefix = "best";  ///< `best-epoch=3-step=1200.ckpt`; tells two callbacks in one folder apart.
};

/// Writes `last.ckpt` and the best ones into a folder at the end of an epoch. A file is replaced whole or stays as it was,
/// also where the process is killed in the middle: temporary file, flush to the disk, rename. The temporary file that a
/// killed process may leave, `NAME.weft-0123456789abcdef.tmp`, is removed by the next one that saves there.
///
/// A fit that is killed and resumed from `last.ckpt` finds the best ones that this names: one is given its name after
/// `last.ckpt` is written, and those that it outranks are removed then, by the resumed fit if need be. A best one that is
/// gone when the state is loaded, or is in another folder, ranks no longer. The best ones of later epochs, which the state does not
/// know, belong to the resumed fit: it replaces or removes each as it comes to its epoch and step.
///
/// Register it last: what `write` saves, the state of all callbacks among it, is then that of the finished epoch.
///
/// Throws `Error`, from the constructor where the folder cannot be made or written to or an option is out of range, from a
/// hook where a file cannot be written; the old files are whole then. What `write` throws passes through, likewise. A
/// metric that is not finite never ranks. One thread at a time.
///
/// Ranks afresh from `on_fit_start` on, unless state was loaded for that fit; the files of a fit before stay, until one of
/// the same name is written.
class WEFT_API Checkpoint {
public:
    /// Writes everything to resume from to the stream, usually after calling `on_save_checkpoint`; binary.
    using Write = std::function<void(std::ostream& stream)>;

    /// A checkpoint that is kept, and the value it was ranked by.
    struct Best {
        double value;
        std::filesystem::path file;
    };

    /// `Checkpoint("runs", [&](std::ostream& stream) { trainer.save(stream); }, {.monitor = "val_loss"})`. Makes the folder.
    Checkpoint(std::filesystem::path folder, Write write, CheckpointOptions options = {});

    /// The best first.
    [[nodiscard]] const std::vector<Best>& best() const noexcept { return best_; }
    /// Where the last checkpoint is, or will be.
    [[nodiscard]] std::filesystem::path last_file() const;

    void on_fit_start();
    void on_train_epoch_end(const Args& args);
    void on_validation_epoch_end(const Args& args);
    void on_fit_end();
    void on_save_checkpoint(ArgMap& state) const;
    void on_load_checkpoint(ArgMap& state);

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
              (on_save_checkpoint, state), (on_load_checkpoint, state))

}  // namespace weft
