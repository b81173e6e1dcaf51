// SPDX-License-Identifier: MIT
// The model: a fabric as its contract describes it, in the simplest way that can be right. It may also be wrong on
// purpose, to see that the test notices.
#pragma once

#include "subject.hpp"

#include <memory>
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

/// What runs says it to the behaviour, which outlives the subject.
std::unique_ptr<Subject> make_reference(Behaviour& behaviour, Fault fault);

}  // namespace model
