// SPDX-License-Identifier: MIT
// The metric that a callback watches: what it is called, where it is passed, which way is better.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/callbacks/monitored.hpp>

#include <string>
#include <string_view>

namespace weft::detail {

/// One hook of the two is listened to; a fit in which epochs ended and that hook never came is an error, not silence.
class WEFT_API MonitoredMetric {
public:
    MonitoredMetric(std::string_view owner, std::string name, MonitorMode mode, MonitorAt at);

    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    [[nodiscard]] bool is_better(double value, double than, double min_delta = 0.0) const noexcept;

    /// A fit begins: nothing has been heard.
    void begin() noexcept { is_heard_ = is_other_heard_ = false; }

    /// To be told of both hooks; whether the one that came is the one listened to.
    [[nodiscard]] bool is_due(MonitorAt at) noexcept;

    /// At the end of a fit. Throws `Error`.
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
