// SPDX-License-Identifier: MIT
// StopAfter: compares the steps, the epochs and the time of a fit with their limits.
#include <weft/callbacks/stop_after.hpp>

#include "callbacks/metrics/elapsed.hpp"
#include "callbacks/refusals.hpp"
#include "callbacks/state/state.hpp"
#include "callbacks/stop_flag.hpp"

#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace weft {

namespace {

constexpr std::string_view stop_after_name = "StopAfter";

void check_count(std::string_view what, const std::optional<std::int64_t>& count) {
    if (count && *count < 1) {
        detail::refuse_option(stop_after_name, fmt::format("{} {}", *count, what), "at least 1");
    }
}

}  // namespace

StopAfter::StopAfter(StopAfterOptions options) : options_(std::move(options)) {
    if (!options_.steps && !options_.epochs && !options_.duration) {
        detail::refuse_option(stop_after_name, "no limit", "steps, epochs or a duration");
    }
    check_count("steps", options_.steps);
    check_count("epochs", options_.epochs);
    if (options_.duration && !(options_.duration->count() > 0.0)) {
        detail::refuse_option(stop_after_name, fmt::format("a duration of {} s", options_.duration->count()),
                              "more than 0");
    }
}

void StopAfter::on_fit_start() {
    if (loaded_.begins_afresh()) {
        spent_before_ = {};
    }
    start_ = options_.now();
}

std::vector<Read> StopAfter::weft_reads(const StopAfter& callback) {
    const StopAfterOptions& limits = callback.options_;
    std::vector<Read> reads;
    if (limits.steps) {
        reads.push_back({"on_train_batch_end", "step"});
    }
    if (limits.steps || limits.duration) {
        reads.push_back({"on_train_batch_end", detail::should_stop_name, Need::required, true});
    }
    if (limits.epochs) {
        reads.push_back({"on_train_epoch_end", "epoch"});
        reads.push_back({"on_train_epoch_end", detail::should_stop_name, Need::required, true});
    }
    return reads;
}

void StopAfter::on_train_batch_end(const Args& args) {
    loaded_.go_on();
    if (!start_) {
        start_ = options_.now();
    }
    if (!options_.steps && !options_.duration) {
        return;
    }
    const detail::StopFlag should_stop(args);
    const bool is_at_step = options_.steps && args.get<std::int64_t>("step") >= *options_.steps;
    if (is_at_step || (options_.duration && spent() >= *options_.duration)) {
        should_stop.stop();
    }
}

void StopAfter::on_train_epoch_end(const Args& args) {
    loaded_.go_on();
    if (!options_.epochs) {
        return;
    }
    const detail::StopFlag should_stop(args);
    // Epochs count from 0.
    if (args.get<std::int64_t>("epoch") >= *options_.epochs - 1) {
        should_stop.stop();
    }
}

std::chrono::duration<double> StopAfter::spent() const {
    if (!start_) {
        return spent_before_;
    }
    return spent_before_ + detail::elapsed(*start_, options_.now());
}

void StopAfter::on_save_checkpoint(ArgMap& state) const {
    detail::State::to_save(state, stop_after_name, identity_).set("spent", spent().count());
}

void StopAfter::on_load_checkpoint(ArgMap& state) {
    if (const auto mine = detail::State::to_load(state, stop_after_name, identity_)) {
        spent_before_ = std::chrono::duration<double>(mine->get<double>("spent"));
        // `on_fit_start` came before: only the time from here on adds to what was spent before.
        if (start_) {
            start_ = options_.now();
        }
        loaded_.load();
    }
}

}  // namespace weft
