// SPDX-License-Identifier: MIT
// The faults by name.
#include "faults.hpp"

#include <array>

namespace model {

namespace {

constexpr std::array<FaultInfo, 11> faults{{
    {Fault::runs_what_was_connected_meanwhile, "runs what was connected meanwhile"},
    {Fault::runs_what_was_disconnected_meanwhile, "runs what was disconnected meanwhile"},
    {Fault::counts_blocked_calls, "counts blocked calls"},
    {Fault::uses_once_up_in_vain, "uses once up in vain"},
    {Fault::forgets_the_front, "forgets the front"},
    {Fault::forgets_a_block, "forgets a block"},
    {Fault::never_starts_counting_anew, "never starts counting anew"},
    {Fault::releases_late, "releases late"},
    {Fault::stops_after_a_failure, "stops after a failure"},
    {Fault::shows_observers_their_own_calls, "shows observers their own calls"},
    {Fault::crashes, "crashes"},
}};

}  // namespace

std::span<const FaultInfo> all_faults() {
    return faults;
}

}  // namespace model
