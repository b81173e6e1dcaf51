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
    crashes,
    goes_on_after_a_veto,
    runs_the_rest_twice,
    lets_the_blocked_veto,
    forgets_the_body_of_what_has_ended,
    blames_those_around,
    goes_on_after_a_failure_around_the_rest,
    answers_in_the_order_of_beginning,
    takes_the_last_answer,
    counts_before_it_asks,
    uses_once_up_in_calls_that_do_not_count,
    runs_what_its_predicate_disconnects,
    counts_for_all_hooks_together,
    makes_what_nobody_takes,
    makes_anew,
    makes_again_what_was_not_made,
    blames_who_takes_x,
    forgets_who_asks_to_be_before,
    lets_a_group_beat_a_name,
    orders_a_handler_by_itself,
    forgets_namespaces,
    forgets_the_order_of_a_class,
    keeps_the_order_of_a_class,
    keeps_what_the_disconnected_asked,
    keeps_the_rest_of_what_it_refuses
};

struct FaultInfo {
    Fault fault;
    std::string_view name;
};
/// All but `none`.
std::span<const FaultInfo> all_faults();

}  // namespace model
