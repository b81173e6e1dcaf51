// SPDX-License-Identifier: MIT
// What was seen while operations were done: two logs of one sequence must be the same.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace model {

enum class Seen : std::uint8_t {
    operation,  ///< depth, kind
    refused,    ///< registration
    ran,        ///< actor, hook, what it heard
    finished,   ///< actor
    told,       ///< observer, moment and hook, exception, count
    failed,     ///< error handler, hook, registration, how often in a row
    returned,   ///< hook, how many values, y in halves
    value,      ///< one value that a call returned
    left,       ///< what left a call: the number thrown, or -1 for a refusal
    state,      ///< registration, connected, blocked
    life,       ///< actor, alive
    hook,       ///< hook, number of handlers
    handler,    ///< blocked, once, every, and the rest
    asked,      ///< actor of the predicate
    next,       ///< actor, guard
    went_on,    ///< actor
    took,       ///< twice x, how many lazy arguments had not been made
    made,       ///< call whose x is being made
    body        ///< call whose body is entered
};

struct Entry {
    Seen seen;
    std::array<long, 4> values;

    bool operator==(const Entry&) const = default;
};

using Log = std::vector<Entry>;

/// `ran 3 0 5 1`
std::string print(const Entry& entry);

/// Both logs from a little before their first difference on; empty where there is none.
std::string difference(const Log& expected, const Log& found);

}  // namespace model
