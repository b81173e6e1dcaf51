// SPDX-License-Identifier: MIT
// ThroughputMonitor: keeps samples and seconds of the last batches, and computes rates from their sums.
#include <weft/callbacks/throughput_monitor.hpp>

#include "callbacks/metrics/elapsed.hpp"
#include "callbacks/refusals.hpp"
#include "callbacks/state/state.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace weft {

namespace {

constexpr std::string_view throughput_monitor_name = "ThroughputMonitor";

}  // namespace

ThroughputMonitor::ThroughputMonitor(ThroughputMonitorOptions options)
    : options_(std::move(options)), printer_(throughput_monitor_name, options_.file) {
    if (options_.window == 0) {
        detail::refuse_option(throughput_monitor_name, "a window of 0 batches", "at least 1");
    }
    if (options_.print_every < 0) {
        detail::refuse_value_of(throughput_monitor_name, "print_every", options_.print_every, 0);
    }
}

std::optional<double> ThroughputMonitor::samples_per_second() const {
    double samples = 0.0;
    double seconds = 0.0;
    for (const Batch& batch : window_) {
        if (!std::isnan(batch.samples)) {
            samples += batch.samples;
            seconds += batch.seconds;
        }
    }
    return seconds > 0.0 ? std::optional(samples / seconds) : std::nullopt;
}

std::optional<double> ThroughputMonitor::batches_per_second() const {
    double seconds = 0.0;
    for (const Batch& batch : window_) {
        seconds += batch.seconds;
    }
    return seconds > 0.0 ? std::optional(static_cast<double>(window_.size()) / seconds) : std::nullopt;
}

void ThroughputMonitor::on_fit_start() {
    start_.reset();
    if (loaded_.begins_afresh()) {
        samples_ = 0;
        batches_ = 0;
        window_.clear();
    }
}

void ThroughputMonitor::on_train_epoch_start() {
    start_ = options_.now();
}

void ThroughputMonitor::on_train_batch_end(std::optional<std::int64_t> samples) {
    loaded_.go_on();
    const auto now = options_.now();
    if (samples) {
        // A sum that does not fit stays at the limit.
        using Limits = std::numeric_limits<std::int64_t>;
        samples_ = *samples < 0 ? std::max(samples_, Limits::min() - *samples) + *samples
                                : std::min(samples_, Limits::max() - *samples) + *samples;
    }
    ++batches_;
    if (start_) {
        window_.push_back({samples ? static_cast<double>(*samples) : std::numeric_limits<double>::quiet_NaN(),
                           detail::elapsed(*start_, now).count()});
        if (window_.size() > options_.window) {
            window_.pop_front();
        }
    }
    start_ = now;
    if (options_.print_every == 0 || batches_ % options_.print_every != 0) {
        return;
    }
    if (const auto rate = samples_per_second()) {
        printer_.print(fmt::format("throughput: batch {}, {:.1f} samples/s\n", batches_, *rate));
    } else if (const auto batches = batches_per_second()) {
        printer_.print(fmt::format("throughput: batch {}, {:.1f} batches/s\n", batches_, *batches));
    }
}

void ThroughputMonitor::on_train_epoch_end() {
    start_.reset();
}

void ThroughputMonitor::on_save_checkpoint(ArgMap& state) const {
    auto mine = detail::State::to_save(state, throughput_monitor_name, identity_);
    std::vector<double> samples;
    std::vector<double> seconds;
    for (const Batch& batch : window_) {
        samples.push_back(batch.samples);
        seconds.push_back(batch.seconds);
    }
    mine.set("samples", samples_);
    mine.set("batches", batches_);
    mine.set("window_samples", samples);
    mine.set("window_seconds", seconds);
}

void ThroughputMonitor::on_load_checkpoint(ArgMap& state) {
    const auto mine = detail::State::to_load(state, throughput_monitor_name, identity_);
    if (!mine) {
        return;
    }
    start_.reset();
    samples_ = mine->get<std::int64_t>("samples");
    batches_ = mine->get<std::int64_t>("batches");
    const auto samples = mine->get<std::vector<double>>("window_samples");
    const auto seconds = mine->get<std::vector<double>>("window_seconds");
    window_.clear();
    for (std::size_t place = samples.size() - std::min(samples.size(), options_.window);
         place < samples.size(); ++place) {
        window_.push_back({samples[place], seconds.at(place)});
    }
    loaded_.load();
}

}  // namespace weft
