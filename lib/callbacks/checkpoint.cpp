// SPDX-License-Identifier: MIT
// Ranks, writes and removes checkpoints.
#include <weft/callbacks/checkpoint.hpp>
#include <weft/error.hpp>

#include "replace_file.hpp"
#include "state.hpp"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <fstream>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>  // fmt 11 keeps join here
#include <unistd.h>

namespace weft {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view checkpoint_name = "Checkpoint";

void make_writable(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (!error && ::access(folder.c_str(), W_OK | X_OK) != 0) {
        error.assign(errno, std::generic_category());
    }
    if (error) {
        throw Error(fmt::format("{}: cannot write into the folder {}: {}", checkpoint_name, folder.string(),
                                error.message()));
    }
}

void copy_file(const fs::path& from, std::ostream& to) {
    std::ifstream file(from, std::ios::binary);
    if (!file) {
        throw Error(fmt::format("{}: cannot read {}", checkpoint_name, from.string()));
    }
    // Of an empty file, << says that it failed.
    if (file.peek() != std::ifstream::traits_type::eof()) {
        to << file.rdbuf();
    }
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
        throw Error("Checkpoint: an empty function found, expected one that writes a checkpoint");
    }
    if (options_.monitor.empty() && !options_.keep_last) {
        throw Error("Checkpoint: neither a name to monitor nor keep_last found: it would keep nothing");
    }
    if (!options_.monitor.empty() && options_.keep_best == 0) {
        throw Error("Checkpoint: keep_best is 0, expected at least 1, or no name to monitor");
    }
    if (options_.prefix.empty() || options_.prefix.find('/') != std::string::npos) {
        throw Error(fmt::format("Checkpoint: the prefix '{}' found, expected the beginning of a file's name",
                                options_.prefix));
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

void Checkpoint::save(const Args& args) {
    std::vector<Best> before = best_;
    // A checkpoint holds the ranking with itself in it, so the ranking comes first.
    const std::optional<fs::path> ranked = rank(args);
    if (ranked) {
        try {
            detail::replace_file(checkpoint_name, *ranked, write_);
        } catch (...) {
            best_ = std::move(before);
            throw;
        }
        // Before the last checkpoint is written: a fit that is killed here and resumed from it comes by once more.
        remove_all_but_best(before);
    }
    if (options_.keep_last) {
        detail::replace_file(checkpoint_name, last_file(), [this, &ranked](std::ostream& stream) {
            if (ranked) {
                copy_file(*ranked, stream);
            } else {
                write_(stream);
            }
        });
    }
}

void Checkpoint::remove_all_but_best(const std::vector<Best>& candidates) const {
    for (const Best& candidate : candidates) {
        const bool is_kept = std::any_of(best_.begin(), best_.end(), [&candidate](const Best& kept) {
            return kept.file == candidate.file;
        });
        if (!is_kept) {
            std::error_code ignored;  // Whoever removed it by hand has done the work.
            fs::remove(candidate.file, ignored);
        }
    }
}

std::optional<fs::path> Checkpoint::rank(const Args& args) {
    if (options_.monitor.empty()) {
        return std::nullopt;
    }
    const auto value = args.get<double>(options_.monitor);
    const auto place = std::find_if(best_.begin(), best_.end(), [this, value](const Best& kept) {
        return monitored_.is_better(value, kept.value);
    });
    if (!std::isfinite(value) || (place == best_.end() && best_.size() >= options_.keep_best)) {
        return std::nullopt;
    }
    const fs::path file =
        folder_ / fmt::format("{}-epoch={}-step={}.ckpt", options_.prefix, args.get<std::int64_t>("epoch"),
                              args.get<std::int64_t>("step"));
    best_.insert(place, {value, file});
    if (best_.size() > options_.keep_best) {
        best_.pop_back();
    }
    return file;
}

void Checkpoint::on_save_checkpoint(ArgMap& state) const {
    auto mine = detail::State::to_save(state, checkpoint_state_name(options_), identity_);
    std::vector<double> values;
    std::vector<std::string> names;
    for (const Best& kept : best_) {
        values.push_back(kept.value);
        names.push_back(kept.file.filename().string());
    }
    mine.set("values", values);
    // Names, not paths: the folder may have moved.
    mine.set("files", fmt::format("{}", fmt::join(names, "/")));
}

void Checkpoint::on_load_checkpoint(ArgMap& state) {
    const auto mine = detail::State::to_load(state, checkpoint_state_name(options_), identity_);
    if (!mine) {
        return;
    }
    const auto names = mine->get<std::string>("files");
    best_.clear();
    std::size_t start = 0;
    for (const double value : mine->get<std::vector<double>>("values")) {
        const std::size_t end = std::min(names.find('/', start), names.size());
        best_.push_back({value, folder_ / names.substr(start, end - start)});
        start = end + 1;
    }
    loaded_.load();
}

}  // namespace weft
