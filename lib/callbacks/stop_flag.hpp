// SPDX-License-Identifier: MIT
// The argument `should_stop` of a call.
#pragma once

#include <weft/args.hpp>

#include <atomic>
#include <string_view>

namespace weft::detail {

constexpr std::string_view should_stop_name = "should_stop";

/// A `bool&` or a `std::atomic<bool>&`, for the duration of the call.
class StopFlag {
public:
    /// Throws `ArgumentError` where the call passes no such argument.
    explicit StopFlag(const Args& args);

    /// Sets it. Returns whether it was false before.
    bool stop() const;

private:
    bool* plain_ = nullptr;
    std::atomic<bool>* atomic_ = nullptr;
};

}  // namespace weft::detail
