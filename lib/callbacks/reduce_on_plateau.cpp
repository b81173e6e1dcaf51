// SPDX-License-Identifier: MIT
// ReduceOnPlateau: counts the checks since the metric's last improvement, and lowers the rate when they are too many.
#include <weft/callbacks/reduce_on_plateau.hpp>

#include "callbacks/refusals.hpp"
#include "callbacks/state/state.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace weft {

namespace {

constexpr std::string_view reduce_on_plateau_name = "ReduceOnPlateau";

std::string reduce_on_plateau_state_name(const detail::MonitoredMetric& monitored) {
    return fmt::format("{}({})", reduce_on_plateau_name, monitored.name());
}

bool is_at_least_zero(double number) {
    return number >= 0.0 && std::isfinite(number);
}

}  // namespace

ReduceOnPlateau::ReduceOnPlateau(std::string monitor, ReduceOnPlateauOptions options)
    : monitored_(reduce_on_plateau_name, std::move(monitor), options.mode, MonitorAt::validation_epoch_end),
      options_(options) {
    if (monitored_.name().empty()) {
        detail::refuse_option(reduce_on_plateau_name, "an empty name", "that of an argument to monitor");
    }
    if (!(options_.factor > 0.0 && options_.factor < 1.0)) {
        detail::refuse_option(reduce_on_plateau_name, fmt::format("a factor of {}", options_.factor),
                              "more than 0 and less than 1");
    }
    if (options_.patience < 1) {
        detail::refuse_value_of(reduce_on_plateau_name, "patience", options_.patience, 1);
    }
    if (options_.cooldown < 0) {
        detail::refuse_value_of(reduce_on_plateau_name, "cooldown", options_.cooldown, 0);
    }
    if (!is_at_least_zero(options_.least_rate)) {
        detail::refuse_option(reduce_on_plateau_name, fmt::format("a least_rate of {}", options_.least_rate),
                              "at least 0");
    }
    if (!is_at_least_zero(options_.min_delta)) {
        detail::refuse_option(reduce_on_plateau_name, fmt::format("a min_delta of {}", options_.min_delta),
                              "at least 0");
    }
}

std::vector<Read> ReduceOnPlateau::weft_reads(const ReduceOnPlateau& callback) {
    return {{"on_validation_epoch_end", callback.monitored_.name()},
            {"on_validation_epoch_end", "learning_rate", Need::required, true}};
}

void ReduceOnPlateau::on_fit_start() {
    if (loaded_.begins_afresh()) {
        best_.reset();
        waited_ = 0;
        cooling_ = 0;
        reductions_ = 0;
    }
}

void ReduceOnPlateau::on_validation_epoch_end(const Args& args) {
    loaded_.go_on();
    const auto value = args.get<double>(monitored_.name());
    auto& rate = args.get<double&>("learning_rate");
    if (std::isfinite(value) && (!best_ || monitored_.is_better(value, *best_, options_.min_delta))) {
        best_ = value;
        waited_ = 0;
    } else {
        ++waited_;
    }
    if (cooling_ > 0) {
        --cooling_;
        waited_ = 0;
    } else if (waited_ >= options_.patience) {
        waited_ = 0;
        if (rate > options_.least_rate) {
            rate = std::max(rate * options_.factor, options_.least_rate);
            cooling_ = options_.cooldown;
            ++reductions_;
        }
    }
}

void ReduceOnPlateau::on_save_checkpoint(ArgMap& state) const {
    auto mine = detail::State::to_save(state, reduce_on_plateau_state_name(monitored_), identity_);
    mine.set("waited", waited_);
    mine.set("cooling", cooling_);
    mine.set("reductions", reductions_);
    if (best_) {
        mine.set("best", *best_);
    } else {
        mine.erase("best");
    }
}

void ReduceOnPlateau::on_load_checkpoint(ArgMap& state) {
    if (const auto mine =
            detail::State::to_load(state, reduce_on_plateau_state_name(monitored_), identity_)) {
        waited_ = mine->get<std::int64_t>("waited");
        cooling_ = mine->get<std::int64_t>("cooling");
        reductions_ = mine->get<std::int64_t>("reductions");
        best_ = mine->contains("best") ? std::optional(mine->get<double>("best")) : std::nullopt;
        loaded_.load();
    }
}

}  // namespace weft
