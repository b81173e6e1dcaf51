// SPDX-License-Identifier: MIT
// The ways in which the model can be wrong on purpose, to see that the test notices.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace model {

enum class Fault : std::uint8_t {
    none,
    runs_what_was_connected_meanwhile,
    runs_what_was_disconnected_meanwhile,
    counts_blocked_calls,
    uses_once_up_in_vain,
    forgets_the_front,
    forgets_a_block,
    never_starts_counting_anew,
    releases_late,
    stops_after_a_failure,
    shows_observers_their_own_calls,
    crashes
};

struct FaultInfo {
    Fault fault;
    std::string_view name;
};
/// All but `none`.
std::span<const FaultInfo> all_faults();

}  // namespace model
