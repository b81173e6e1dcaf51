// SPDX-License-Identifier: MIT
// IterationTimer: sums up the durations of iterations, and computes percentiles of the last ones.
#include <weft/callbacks/iteration_timer.hpp>

#include "callbacks/metrics/elapsed.hpp"
#include "callbacks/refusals.hpp"
#include "callbacks/state/state.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace weft {

namespace {

constexpr std::string_view iteration_timer_name = "IterationTimer";

}  // namespace

IterationTimer::IterationTimer(IterationTimerOptions options)
    : options_(std::move(options)), printer_(iteration_timer_name, options_.file) {
    if (options_.window == 0) {
        detail::refuse_option(iteration_timer_name, "a window of 0 iterations", "at least 1");
    }
    if (options_.print_every < 0) {
        detail::refuse_value_of(iteration_timer_name, "print_every", options_.print_every, 0);
    }
}

std::optional<IterationTimer::Seconds> IterationTimer::last() const {
    if (seconds_.empty()) {
        return std::nullopt;
    }
    return Seconds(seconds_.back());
}

std::optional<IterationTimer::Seconds> IterationTimer::mean() const {
    if (count_ == 0) {
        return std::nullopt;
    }
    return Seconds(sum_ / static_cast<double>(count_));
}

std::optional<double> IterationTimer::iterations_per_second() const {
    if (!(sum_ > 0.0)) {
        return std::nullopt;
    }
    return static_cast<double>(count_) / sum_;
}

std::optional<IterationTimer::Seconds> IterationTimer::percentile(double part) const {
    if (seconds_.empty()) {
        return std::nullopt;
    }
    // The nearest-rank method, whose ranks count from 1: en.wikipedia.org/wiki/Percentile#The_nearest-rank_method.
    const auto rank = static_cast<std::ptrdiff_t>(std::ceil(part * static_cast<double>(seconds_.size())));
    std::vector<double> ranked(seconds_.begin(), seconds_.end());
    const auto place = ranked.begin() + (rank - 1);
    std::nth_element(ranked.begin(), place, ranked.end());
    return Seconds(*place);
}

void IterationTimer::on_fit_start() {
    start_.reset();
    if (loaded_.begins_afresh()) {
        count_ = 0;
        sum_ = 0.0;
        seconds_.clear();
    }
}

void IterationTimer::on_train_batch_start() {
    loaded_.go_on();
    start_ = options_.now();
}

void IterationTimer::on_train_batch_end(std::optional<std::int64_t> step) {
    if (!start_) {
        return;
    }
    const double seconds = detail::elapsed(*start_, options_.now()).count();
    start_.reset();
    seconds_.push_back(seconds);
    if (seconds_.size() > options_.window) {
        seconds_.pop_front();
    }
    sum_ += seconds;
    ++count_;
    if (step && options_.print_every > 0 && *step % options_.print_every == 0) {
        printer_.print(fmt::format(
            "timer: step {}, last {:.3f} ms, mean {:.3f} ms, p50 {:.3f} ms, p95 {:.3f} ms\n", *step,
            last()->count() * 1e3, mean()->count() * 1e3, p50()->count() * 1e3, p95()->count() * 1e3));
    }
}

void IterationTimer::on_save_checkpoint(ArgMap& state) const {
    auto mine = detail::State::to_save(state, iteration_timer_name, identity_);
    mine.set("count", count_);
    mine.set("sum", sum_);
    mine.set("seconds", std::vector<double>(seconds_.begin(), seconds_.end()));
}

void IterationTimer::on_load_checkpoint(ArgMap& state) {
    const auto mine = detail::State::to_load(state, iteration_timer_name, identity_);
    if (!mine) {
        return;
    }
    start_.reset();
    count_ = mine->get<std::int64_t>("count");
    sum_ = mine->get<double>("sum");
    const auto seconds = mine->get<std::vector<double>>("seconds");
    const std::size_t kept = std::min(seconds.size(), options_.window);
    seconds_.assign(seconds.end() - static_cast<std::ptrdiff_t>(kept), seconds.end());
    loaded_.load();
}

}  // namespace weft
