// SPDX-License-Identifier: MIT
// What goes wrong on several ranks, each as a loop that one rank leaves.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace misuses {

/// What may be wrong on one rank.
enum class Misuse : std::uint8_t {
    other_hook,
    more_batches,
    fewer_batches,
    argument_names,
    order_of_calls,
    order_of_callbacks,
    exception,
    exception_while_others_reduce,
    quarantine,
    disconnect,
    once,
    first,
    stop_after,
    plug_in,
    collective_of_one_rank,
    stays_outside,
    ends,
};

struct Named {
    const char* name;
    Misuse misuse;
};
const std::vector<Named>& all();

/// A loop of 40 steps with a collective of its own in each, and a guard that compares at every n-th call and waits for a second. One rank
/// misuses it from that step on. Returns what the error says that ends it on this rank; empty where none does.
std::string run(Misuse misuse, int rank, int step, std::uint64_t every);

}  // namespace misuses
