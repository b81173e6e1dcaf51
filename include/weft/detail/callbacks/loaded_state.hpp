// SPDX-License-Identifier: MIT
// Whether a callback that hears a fit begin has been given the state to resume it from.
#pragma once

#include <utility>

namespace weft::detail {

/// A loop may load before or after it calls `on_fit_start`: state counts for the fit during which, or before which, it is
/// loaded. What is loaded before belongs to the fit that begins next, unless training has gone on from it meanwhile.
///
/// What a callback has gathered stays for the user to read until the next fit begins.
class LoadedState {
public:
    /// To be told of state that was taken over, of each hook by which training goes on, and of the end of a fit.
    void load() noexcept { is_loaded_ = true; }
    void go_on() noexcept { is_loaded_ = false; }

    /// At `on_fit_start`: whether there is nothing to go on from, so that the callback has to begin afresh.
    [[nodiscard]] bool begins_afresh() noexcept { return !std::exchange(is_loaded_, false); }

private:
    bool is_loaded_ = false;
};

}  // namespace weft::detail
