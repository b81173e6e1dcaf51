// SPDX-License-Identifier: MIT
// The faults by name.
#include "faults.hpp"

#include <array>

namespace model {

namespace {

constexpr std::array<FaultInfo, 35> faults{{
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
    {Fault::goes_on_after_a_veto, "goes on after a veto"},
    {Fault::runs_the_rest_twice, "runs the rest twice"},
    {Fault::lets_the_blocked_veto, "lets the blocked veto"},
    {Fault::forgets_the_body_of_what_has_ended, "forgets the body of what has ended"},
    {Fault::blames_those_around, "blames those around for what passes them"},
    {Fault::goes_on_after_a_failure_around_the_rest, "goes on after a failure around the rest"},
    {Fault::answers_in_the_order_of_beginning, "answers in the order of beginning"},
    {Fault::takes_the_last_answer, "takes the last answer"},
    {Fault::counts_before_it_asks, "counts before it asks"},
    {Fault::uses_once_up_in_calls_that_do_not_count, "uses once up in calls that do not count"},
    {Fault::runs_what_its_predicate_disconnects, "runs what its predicate disconnects"},
    {Fault::counts_for_all_hooks_together, "counts for all hooks together"},
    {Fault::makes_what_nobody_takes, "makes what nobody takes"},
    {Fault::makes_anew, "makes anew what was made"},
    {Fault::makes_again_what_was_not_made, "makes again what was not made"},
    {Fault::blames_who_takes_x, "blames who takes what was not made"},
    {Fault::forgets_who_asks_to_be_before, "forgets who asks to be before"},
    {Fault::lets_a_group_beat_a_name, "lets a group beat a name"},
    {Fault::orders_a_handler_by_itself, "orders a handler by itself"},
    {Fault::forgets_namespaces, "forgets namespaces"},
    {Fault::forgets_the_order_of_a_class, "forgets the order of a class"},
    {Fault::keeps_the_order_of_a_class, "keeps the order of a class where extras replace it"},
    {Fault::keeps_what_the_disconnected_asked, "keeps what the disconnected asked for"},
    {Fault::keeps_the_rest_of_what_it_refuses, "keeps the rest of what it refuses"},
}};

}  // namespace

std::span<const FaultInfo> all_faults() {
    return faults;
}

}  // namespace model
