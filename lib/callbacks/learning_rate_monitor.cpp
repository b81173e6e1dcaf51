// SPDX-License-Identifier: MIT
// Reads, prints and keeps learning rates.
#include <weft/callbacks/learning_rate_monitor.hpp>
#include <weft/error.hpp>

#include "replace_file.hpp"
#include "state.hpp"

#include <ostream>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>  // fmt 11 keeps join here

namespace weft {

namespace {

using Entry = LearningRateMonitor::Entry;

constexpr std::string_view learning_rate_monitor_name = "LearningRateMonitor";

std::string line(const Entry& entry) {
    return fmt::format("epoch {}, step {}: lr {:.6g}", entry.epoch, entry.step, fmt::join(entry.lr, ", "));
}

/// Step, epoch and rates of each entry, one after the other.
std::vector<double> flat(const std::vector<Entry>& entries) {
    std::vector<double> numbers;
    for (const Entry& entry : entries) {
        // Exact up to 2^53 of them.
        numbers.push_back(static_cast<double>(entry.step));
        numbers.push_back(static_cast<double>(entry.epoch));
        numbers.insert(numbers.end(), entry.lr.begin(), entry.lr.end());
    }
    return numbers;
}

std::vector<Entry> entries_of(const std::vector<double>& numbers, std::size_t groups) {
    std::vector<Entry> entries;
    const auto width = static_cast<std::ptrdiff_t>(groups + 2);
    for (auto start = numbers.begin(); numbers.end() - start >= width; start += width) {
        entries.push_back({static_cast<std::int64_t>(start[0]), static_cast<std::int64_t>(start[1]),
                           std::vector<double>(start + 2, start + width)});
    }
    return entries;
}

}  // namespace

LearningRateMonitor::LearningRateMonitor(LearningRateMonitorOptions options)
    : options_(options), printer_(owner, options.file) {}

Entry LearningRateMonitor::read(const Args& args) {
    Entry entry{args.get<std::int64_t>("step"), args.get<std::int64_t>("epoch"), {}};
    bool has_groups = false;
    for (const Arg& arg : args) {
        has_groups = has_groups || (arg.name() == "lr" && arg.is<std::vector<double>>());
    }
    if (has_groups) {
        entry.lr = args.get<const std::vector<double>&>("lr");
    } else {
        entry.lr.push_back(args.get<double>("lr"));
    }
    if (groups_ != 0 && entry.lr.size() != groups_) {
        throw Error(fmt::format("{}: {} learning rates found at step {}, expected {} as before", learning_rate_monitor_name,
                                entry.lr.size(), entry.step, groups_));
    }
    groups_ = entry.lr.size();
    return entry;
}

void LearningRateMonitor::on_train_batch_end(const Args& args) {
    if (options_.record_steps) {
        steps_.push_back(read(args));
    }
}

void LearningRateMonitor::on_train_epoch_end(const Args& args) {
    epochs_.push_back(read(args));
    printer_.print(fmt::format("lr: {}\n", line(epochs_.back())));
}

void LearningRateMonitor::write_csv(const std::filesystem::path& file) const {
    detail::replace_file(learning_rate_monitor_name, file, [this](std::ostream& stream) {
        stream << "step,epoch";
        for (std::size_t group = 0; group < groups_; ++group) {
            stream << (groups_ == 1 ? ",lr" : fmt::format(",lr_{}", group));
        }
        stream << '\n';
        for (const Entry& entry : options_.record_steps ? steps_ : epochs_) {
            stream << fmt::format("{},{},{}\n", entry.step, entry.epoch, fmt::join(entry.lr, ","));
        }
    });
}

void LearningRateMonitor::on_save_checkpoint(ArgMap& state) const {
    auto mine = detail::State::to_save(state, learning_rate_monitor_name, identity_);
    mine.set("groups", static_cast<std::int64_t>(groups_));
    mine.set("steps", flat(steps_));
    mine.set("epochs", flat(epochs_));
}

void LearningRateMonitor::on_load_checkpoint(ArgMap& state) {
    if (const auto mine = detail::State::to_load(state, learning_rate_monitor_name, identity_)) {
        groups_ = static_cast<std::size_t>(mine->get<std::int64_t>("groups"));
        steps_ = entries_of(mine->get<std::vector<double>>("steps"), groups_);
        epochs_ = entries_of(mine->get<std::vector<double>>("epochs"), groups_);
    }
}

}  // namespace weft

fmt::format_context::iterator fmt::formatter<weft::LearningRateMonitor>::format(
    const weft::LearningRateMonitor& monitor, fmt::format_context& context) const {
    std::vector<std::string> lines;
    for (const auto& entry : monitor.epochs()) {
        lines.push_back(weft::line(entry));
    }
    return formatter<string_view>::format(fmt::format("{}", fmt::join(lines, "\n")), context);
}
