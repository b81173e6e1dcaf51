// SPDX-License-Identifier: MIT
// The metric that a callback watches: its name, the hook that passes it, and whether less or more is better.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/callbacks/monitored.hpp>

#include <string>
#include <string_view>

namespace weft::detail {

/// The metric is read at one of two hooks. A loop that calls only the other one would never be monitored, which is an error at
/// the end of the fit.
class WEFT_API MonitoredMetric {
public:
    /// `owner` is the callback's name in errors. It is not copied, so it must be a literal.
    MonitoredMetric(std::string_view owner, std::string name, MonitorMode mode, MonitorAt at);

    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    /// The hook at which it is read.
    [[nodiscard]] std::string_view hook() const noexcept;
    /// Whether `value` is better than `than`, and by more than `min_delta`.
    [[nodiscard]] bool is_better(double value, double than, double min_delta = 0.0) const noexcept;

    /// Call it when a fit begins.
    void begin() noexcept { is_heard_ = is_other_heard_ = false; }

    /// Call it on both hooks. True on the one at which the metric is read.
    [[nodiscard]] bool is_due(MonitorAt at) noexcept;

    /// Call it at the end of a fit. Throws `Error` where only the other hook was called.
    void check_heard() const;

private:
    std::string_view owner_;
    std::string name_;
    MonitorMode mode_;
    MonitorAt at_;
    bool is_heard_ = false;
    bool is_other_heard_ = false;
};

}  // namespace weft::detail
