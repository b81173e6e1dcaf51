// SPDX-License-Identifier: MIT
// EarlyStopping: counts the checks since the metric's last improvement, and stops the fit when they are too many.
#include <weft/callbacks/early_stopping.hpp>
#include <weft/detail/text/escaped.hpp>

#include "callbacks/refusals.hpp"
#include "callbacks/state/state.hpp"
#include "callbacks/stop_flag.hpp"

#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace weft {

namespace {

std::string early_stopping_state_name(const detail::MonitoredMetric& monitored) {
    return fmt::format("EarlyStopping({})", monitored.name());
}

}  // namespace

EarlyStopping::EarlyStopping(std::string monitor, EarlyStoppingOptions options)
    : monitored_("EarlyStopping", std::move(monitor), options.mode, options.at), options_(options) {
    if (monitored_.name().empty()) {
        detail::refuse_option("EarlyStopping", "an empty name", "that of an argument to monitor");
    }
    if (options_.patience < 1) {
        detail::refuse_option("EarlyStopping", fmt::format("a patience of {}", options_.patience),
                              "at least 1");
    }
    if (!(options_.min_delta >= 0.0 && std::isfinite(options_.min_delta))) {
        detail::refuse_option("EarlyStopping", fmt::format("a min_delta of {}", options_.min_delta),
                              "at least 0");
    }
}

std::vector<Read> EarlyStopping::weft_reads(const EarlyStopping& callback) {
    const std::string_view hook = callback.monitored_.hook();
    return {{hook, callback.monitored_.name()}, {hook, detail::should_stop_name, Need::required, true}};
}

void EarlyStopping::on_fit_start() {
    monitored_.begin();
    if (loaded_.begins_afresh()) {
        best_.reset();
        waited_ = 0;
        reason_.clear();
    }
}

void EarlyStopping::on_train_epoch_end(const Args& args) {
    loaded_.go_on();
    if (monitored_.is_due(MonitorAt::train_epoch_end)) {
        check(args);
    }
}

void EarlyStopping::on_validation_epoch_end(const Args& args) {
    if (monitored_.is_due(MonitorAt::validation_epoch_end)) {
        check(args);
    }
}

void EarlyStopping::check(const Args& args) {
    const auto value = args.get<double>(monitored_.name());
    const detail::StopFlag should_stop(args);
    reason_.clear();  // If an earlier check wanted to stop, the fit has gone on all the same.
    const bool is_finite = std::isfinite(value);
    if (is_finite && (!best_ || monitored_.is_better(value, *best_, options_.min_delta))) {
        best_ = value;
        waited_ = 0;
        return;
    }
    ++waited_;
    if (!is_finite && options_.stop_at_non_finite) {
        reason_ = fmt::format("{} is {}", detail::escaped(monitored_.name()), value);
    } else if (waited_ >= options_.patience) {
        reason_ = best_ ? fmt::format("{} has not got better than {} for {} checks",
                                      detail::escaped(monitored_.name()), *best_, waited_)
                        : fmt::format("{} has not been finite for {} checks",
                                      detail::escaped(monitored_.name()), waited_);
    } else {
        return;
    }
    should_stop.stop();
}

void EarlyStopping::on_fit_end() {
    loaded_.go_on();
    monitored_.check_heard();
}

void EarlyStopping::on_save_checkpoint(ArgMap& state) const {
    auto mine = detail::State::to_save(state, early_stopping_state_name(monitored_), identity_);
    mine.set("waited", waited_);
    mine.set("reason", reason_);
    if (best_) {
        mine.set("best", *best_);
    } else {
        mine.erase("best");
    }
}

void EarlyStopping::on_load_checkpoint(ArgMap& state) {
    if (const auto mine = detail::State::to_load(state, early_stopping_state_name(monitored_), identity_)) {
        waited_ = mine->get<std::int64_t>("waited");
        reason_ = mine->get<std::string>("reason");
        best_ = mine->contains("best") ? std::optional(mine->get<double>("best")) : std::nullopt;
        loaded_.load();
    }
}

}  // namespace weft
