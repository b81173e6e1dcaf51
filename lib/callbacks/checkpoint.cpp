// SPDX-License-Identifier: MIT
// Checkpoint: ranks checkpoints by the monitored metric, writes them, and removes those that are no longer among the best.
#include <weft/callbacks/checkpoint.hpp>
#include <weft/detail/text/escaped.hpp>
#include <weft/detail/text/printer.hpp>
#include <weft/detail/text/utf8_path.hpp>

#include "callbacks/files/file_names.hpp"
#include "callbacks/files/folder.hpp"
#include "callbacks/files/replace_file.hpp"
#include "callbacks/files/temporary_file.hpp"
#include "callbacks/refusals.hpp"
#include "callbacks/state/state.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <exception>
#include <ostream>
#include <string_view>
#include <system_error>
#include <utility>

#include <fmt/format.h>

namespace weft {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view checkpoint_name = "Checkpoint";

/// Makes the folder if need be. Throws `Error` if files cannot be made in it.
void make_writable(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (!error) {
        error.assign(detail::fault_of_folder(folder), std::generic_category());
    }
    if (error) {
        detail::refuse_file(checkpoint_name, "write into the folder", folder, error.message());
    }
}

bool is_missing(const fs::path& file) {
    std::error_code ignored;
    return fs::status(file, ignored).type() == fs::file_type::not_found;
}

std::string checkpoint_state_name(const CheckpointOptions& options) {
    return fmt::format("{}({})", checkpoint_name, options.monitor);
}

}  // namespace

Checkpoint::Checkpoint(fs::path folder, Write write, CheckpointOptions options)
    : folder_(std::move(folder)),
      write_(std::move(write)),
      options_(std::move(options)),
      monitored_(checkpoint_name, options_.monitor, options_.mode, options_.at) {
    if (!write_) {
        detail::refuse_option(checkpoint_name, "an empty function", "one that writes a checkpoint");
    }
    if (options_.monitor.empty() && !options_.keep_last) {
        detail::refuse_to_keep_nothing(checkpoint_name);
    }
    if (!options_.monitor.empty() && options_.keep_best == 0) {
        detail::refuse_to_keep_no_best(checkpoint_name);
    }
    if (options_.prefix.empty() || options_.prefix.find('/') != std::string::npos) {
        detail::refuse_option(checkpoint_name, fmt::format("the prefix '{}'", options_.prefix),
                              "the beginning of a file's name");
    }
    make_writable(folder_);
}

fs::path Checkpoint::last_file() const {
    return folder_ / "last.ckpt";
}

void Checkpoint::on_fit_start() {
    monitored_.begin();
    if (loaded_.begins_afresh()) {
        best_.clear();
        outranked_.clear();
        is_resumed_ = false;
    }
}

void Checkpoint::on_train_epoch_end(const Args& args) {
    loaded_.go_on();
    if (monitored_.is_due(MonitorAt::train_epoch_end)) {
        save(args);
    }
}

void Checkpoint::on_validation_epoch_end(const Args& args) {
    if (monitored_.is_due(MonitorAt::validation_epoch_end)) {
        save(args);
    }
}

void Checkpoint::on_fit_end() {
    loaded_.go_on();
    monitored_.check_heard();
}

void Checkpoint::on_exception() {
    loaded_.go_on();
    if (!options_.on_exception) {
        return;
    }
    try {  // What is written comes from a function of the user, which may throw anything.
        detail::replace_file(checkpoint_name, folder_ / "exception.ckpt", write_);
    } catch (const std::exception& error) {
        detail::Printer(checkpoint_name, stderr).print(fmt::format("{}\n", detail::escaped(error.what())));
    } catch (...) {
        detail::Printer(checkpoint_name, stderr)
            .print("Checkpoint: not written: what writes it threw what is no std::exception\n");
    }
}

void Checkpoint::save_last() {
    detail::replace_file(checkpoint_name, last_file(), write_);
}

std::vector<Read> Checkpoint::weft_reads(const Checkpoint& callback) {
    const detail::MonitoredMetric& monitored = callback.monitored_;
    if (monitored.name().empty()) {
        return {};
    }
    return {{monitored.hook(), "epoch"}, {monitored.hook(), "step"}, {monitored.hook(), monitored.name()}};
}

void Checkpoint::save(const Args& args) {
    const std::vector<Best> best_before = best_;
    const std::vector<fs::path> outranked_before = outranked_;
    const bool is_monitored = !options_.monitor.empty();
    if (is_monitored) {
        // What a killed process has left of checkpoints of any epoch.
        detail::remove_abandoned(folder_, [begin = options_.prefix + "-epoch="](std::string_view name) {
            return name.starts_with(begin);
        });
    }
    const fs::path file = is_monitored ? best_file(args) : fs::path();
    // Ranked before it is written, as the checkpoint's state holds the ranking, with this checkpoint in it.
    const bool is_ranked = is_monitored && rank(args.get<double>(options_.monitor), file);
    try {
        if (is_ranked) {
            write_best(file);
        } else if (options_.keep_last) {
            detail::replace_file(checkpoint_name, last_file(), write_);
        }
    } catch (...) {
        best_ = best_before;
        outranked_ = outranked_before;
        throw;
    }
    if (is_resumed_ && is_monitored && !is_ranked) {
        // The fit that was killed may have come to this epoch, too, and have kept its checkpoint.
        outranked_.push_back(file);
    }
    remove_outranked();
}

void Checkpoint::write_best(const fs::path& file) {
    detail::Replacement best(checkpoint_name, file);
    temporary_name_ = best.temporary_name();
    try {
        write_(best.stream());
        best.finish();
        if (options_.keep_last) {
            // Before the best one gets its name: a fit is resumed from the last checkpoint, and until that knows of the best
            // one, the files that this outranks are needed.
            detail::replace_file(checkpoint_name, last_file(), [this, &best](std::ostream& stream) {
                if (best.temporary_name().empty()) {
                    write_(stream);  // The best one was written to a device or a pipe, and cannot be copied.
                } else {
                    best.copy_to(stream);
                }
            });
        }
        best.rename();
        best.flush_folder();
    } catch (...) {
        temporary_name_.clear();
        throw;
    }
    temporary_name_.clear();
}

void Checkpoint::remove_outranked() {
    for (const fs::path& file : outranked_) {
        const bool is_kept =
            std::any_of(best_.begin(), best_.end(), [&file](const Best& kept) { return kept.file == file; });
        if (!is_kept) {
            std::error_code ignored;  // Somebody may have removed it by hand.
            fs::remove(file, ignored);
        }
    }
    outranked_.clear();
}

fs::path Checkpoint::best_file(const Args& args) const {
    return folder_ /
           detail::utf8_path(fmt::format("{}-epoch={}-step={}.ckpt", options_.prefix,
                                         args.get<std::int64_t>("epoch"), args.get<std::int64_t>("step")));
}

bool Checkpoint::rank(double value, const fs::path& file) {
    const auto place = std::find_if(best_.begin(), best_.end(), [this, value](const Best& kept) {
        return monitored_.is_better(value, kept.value);
    });
    if (!std::isfinite(value) || (place == best_.end() && best_.size() >= options_.keep_best)) {
        return false;
    }
    best_.insert(place, {value, file});
    if (best_.size() > options_.keep_best) {
        outranked_.push_back(std::move(best_.back().file));
        best_.pop_back();
    }
    return true;
}

void Checkpoint::on_save_checkpoint(ArgMap& state) const {
    auto mine = detail::State::to_save(state, checkpoint_state_name(options_), identity_);
    std::vector<double> values;
    std::vector<fs::path> files;
    for (const Best& kept : best_) {
        values.push_back(kept.value);
        files.push_back(kept.file);
    }
    mine.set("values", values);
    mine.set("files", detail::names_of(files));
    mine.set("outranked", detail::names_of(outranked_));
    mine.set("temporary", temporary_name_);
}

void Checkpoint::on_load_checkpoint(ArgMap& state) {
    const auto mine = detail::State::to_load(state, checkpoint_state_name(options_), identity_);
    if (!mine) {
        return;
    }
    is_resumed_ = true;
    const auto values = mine->get<std::vector<double>>("values");
    const std::vector<fs::path> files = detail::files_of(mine->get<std::string>("files"), folder_);
    const auto text = [&mine](std::string_view field) {
        return mine->contains(field) ? mine->get<std::string>(field) : std::string();
    };
    const std::string temporary = text("temporary");
    outranked_ = detail::files_of(text("outranked"), folder_);
    best_.clear();
    for (std::size_t place = 0; place < std::min(values.size(), files.size()); ++place) {
        const fs::path& file = files[place];
        // The fit may have been killed after it wrote this state and before the best checkpoint got its name.
        if (is_missing(file) && temporary.starts_with(file.filename().string())) {
            detail::rename_abandoned(folder_, temporary, file.filename().string());
        }
        if (!is_missing(file)) {
            best_.push_back({values[place], file});
        }
    }
    loaded_.load();
}

}  // namespace weft
