// SPDX-License-Identifier: MIT
// Compares values of a monitored metric, and reports a fit in which the hook that should pass it was never called.
#include <weft/detail/callbacks/monitored_metric.hpp>

#include "callbacks/refusals.hpp"

#include <utility>

namespace weft::detail {

namespace {

std::string_view hook_of(MonitorAt at) {
    return at == MonitorAt::train_epoch_end ? "on_train_epoch_end" : "on_validation_epoch_end";
}

MonitorAt other(MonitorAt at) {
    return at == MonitorAt::train_epoch_end ? MonitorAt::validation_epoch_end : MonitorAt::train_epoch_end;
}

}  // namespace

MonitoredMetric::MonitoredMetric(std::string_view owner, std::string name, MonitorMode mode, MonitorAt at)
    : owner_(owner), name_(std::move(name)), mode_(mode), at_(at) {}

std::string_view MonitoredMetric::hook() const noexcept {
    return hook_of(at_);
}

bool MonitoredMetric::is_better(double value, double than, double min_delta) const noexcept {
    return mode_ == MonitorMode::min ? value < than - min_delta : value > than + min_delta;
}

bool MonitoredMetric::is_due(MonitorAt at) noexcept {
    (at == at_ ? is_heard_ : is_other_heard_) = true;
    return at == at_;
}

void MonitoredMetric::check_heard() const {
    if (is_other_heard_ && !is_heard_) {
        refuse_silence(owner_, hook_of(at_), hook_of(other(at_)));
    }
}

}  // namespace weft::detail
