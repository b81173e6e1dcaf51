// SPDX-License-Identifier: MIT
// Tells a callback, when a fit begins, whether it has loaded a state to resume from or has to begin afresh.
#pragma once

#include <utility>

namespace weft::detail {

/// A loop may load before or after it calls `on_fit_start`. A state that is loaded before it belongs to the fit that begins
/// next, unless training goes on or a fit ends in between. One that is loaded after it belongs to the fit that has begun.
///
/// What a callback has gathered stays for the user to read until the next fit begins.
class LoadedState {
public:
    /// Call it when the callback has taken over a state.
    void load() noexcept { is_loaded_ = true; }
    /// Call it on each hook that means that training goes on, and when a fit ends.
    void go_on() noexcept { is_loaded_ = false; }

    /// Call it once at each `on_fit_start`. True where no state was loaded, so that the callback has to forget the fit before.
    [[nodiscard]] bool begins_afresh() noexcept { return !std::exchange(is_loaded_, false); }

private:
    bool is_loaded_ = false;
};

}  // namespace weft::detail
