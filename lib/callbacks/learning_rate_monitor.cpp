// SPDX-License-Identifier: MIT
// LearningRateMonitor: reads the learning rates that hooks pass, keeps and prints them, and writes them as CSV.
#include <weft/callbacks/learning_rate_monitor.hpp>

#include "callbacks/files/replace_file.hpp"
#include "callbacks/metrics/count.hpp"
#include "callbacks/refusals.hpp"
#include "callbacks/state/state.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
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

/// The entries as the state holds them: step, epoch and rates of each, one after the other.
std::vector<double> flat(const std::vector<Entry>& entries) {
    std::vector<double> numbers;
    for (const Entry& entry : entries) {
        // Exact up to 2^53.
        numbers.push_back(static_cast<double>(entry.step));
        numbers.push_back(static_cast<double>(entry.epoch));
        numbers.insert(numbers.end(), entry.lr.begin(), entry.lr.end());
    }
    return numbers;
}

/// A step or an epoch from the state. `flat` may have rounded it up to 2^63, which does not fit: it is clamped, and NaN is 0.
std::int64_t whole(double number) {
    constexpr double limit = 9223372036854774784.0;  // The largest `double` below 2^63.
    return std::isnan(number) ? 0 : static_cast<std::int64_t>(std::clamp(number, -limit, limit));
}

/// The reverse of `flat`, for entries with that many rates.
std::vector<Entry> entries_of(const std::vector<double>& numbers, std::size_t groups) {
    std::vector<Entry> entries;
    const auto width = static_cast<std::ptrdiff_t>(groups + 2);
    for (auto start = numbers.begin(); numbers.end() - start >= width; start += width) {
        entries.push_back({whole(start[0]), whole(start[1]), std::vector<double>(start + 2, start + width)});
    }
    return entries;
}

}  // namespace

LearningRateMonitor::LearningRateMonitor(LearningRateMonitorOptions options)
    : options_(options), printer_(learning_rate_monitor_name, options.file) {}

std::optional<std::size_t> LearningRateMonitor::groups() const noexcept {
    const std::vector<Entry>& entries = steps_.empty() ? epochs_ : steps_;
    return entries.empty() ? std::nullopt : std::optional(entries.front().lr.size());
}

std::vector<Read> LearningRateMonitor::weft_reads(const LearningRateMonitor& monitor) {
    std::vector<Read> reads;
    for (const std::string_view hook : {"on_train_batch_end", "on_train_epoch_end"}) {
        if (monitor.options_.record_steps || hook == "on_train_epoch_end") {
            reads.push_back({hook, "lr"});
        }
        reads.push_back({hook, "step", Need::optional});
        reads.push_back({hook, "epoch", Need::optional});
    }
    return reads;
}

Entry LearningRateMonitor::read(const Args& args) {
    Entry entry{step_, epoch_, {}};
    bool has_groups = false;
    for (const Arg& arg : args) {
        has_groups = has_groups || (arg.name() == "lr" && arg.is<std::vector<double>>());
    }
    if (has_groups) {
        entry.lr = args.get<const std::vector<double>&>("lr");
    } else {
        entry.lr.push_back(args.get<double>("lr"));
    }
    if (const auto before = groups(); before && entry.lr.size() != *before) {
        detail::refuse_rates(learning_rate_monitor_name, entry.lr.size(), entry.step, *before);
    }
    return entry;
}

void LearningRateMonitor::on_fit_start() {
    if (loaded_.begins_afresh()) {
        steps_.clear();
        epochs_.clear();
        step_ = 0;
        epoch_ = 0;
    }
}

void LearningRateMonitor::on_train_batch_end(const Args& args) {
    loaded_.go_on();
    step_ = args.get<std::optional<std::int64_t>>("step").value_or(detail::one_more(step_));
    epoch_ = args.get<std::optional<std::int64_t>>("epoch").value_or(epoch_);
    if (options_.record_steps) {
        steps_.push_back(read(args));
    }
}

void LearningRateMonitor::on_train_epoch_end(const Args& args) {
    loaded_.go_on();
    step_ = args.get<std::optional<std::int64_t>>("step").value_or(step_);
    epoch_ = args.get<std::optional<std::int64_t>>("epoch").value_or(epoch_);
    epochs_.push_back(read(args));
    epoch_ = detail::one_more(epoch_);
    printer_.print(fmt::format("lr: {}\n", line(epochs_.back())));
}

void LearningRateMonitor::write_csv(const std::filesystem::path& file) const {
    detail::replace_file(learning_rate_monitor_name, file, [this](std::ostream& stream) {
        stream << "step,epoch";
        const std::size_t count = groups().value_or(0);
        for (std::size_t group = 0; group < count; ++group) {
            stream << (count == 1 ? ",lr" : fmt::format(",lr_{}", group));
        }
        stream << '\n';
        for (const Entry& entry : options_.record_steps ? steps_ : epochs_) {
            stream << fmt::format("{},{}{}{}\n", entry.step, entry.epoch, count > 0 ? "," : "",
                                  fmt::join(entry.lr, ","));
        }
    });
}

void LearningRateMonitor::on_save_checkpoint(ArgMap& state) const {
    auto mine = detail::State::to_save(state, learning_rate_monitor_name, identity_);
    mine.set("groups", static_cast<std::int64_t>(groups().value_or(0)));
    mine.set("step", step_);
    mine.set("epoch", epoch_);
    mine.set("steps", flat(steps_));
    mine.set("epochs", flat(epochs_));
}

void LearningRateMonitor::on_load_checkpoint(ArgMap& state) {
    if (const auto mine = detail::State::to_load(state, learning_rate_monitor_name, identity_)) {
        const auto groups = static_cast<std::size_t>(mine->get<std::uint32_t>("groups"));
        steps_ = entries_of(mine->get<std::vector<double>>("steps"), groups);
        epochs_ = entries_of(mine->get<std::vector<double>>("epochs"), groups);
        step_ = mine->get<std::int64_t>("step");
        epoch_ = mine->get<std::int64_t>("epoch");
        loaded_.load();
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
