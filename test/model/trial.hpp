// SPDX-License-Identifier: MIT
// One sequence done to weft and to its model, and what becomes of the two.
#pragma once

#include "operation.hpp"
#include "reference.hpp"

#include <cstddef>
#include <functional>
#include <string>

namespace model {

struct Trial {
    std::string difference;  ///< Empty where both saw the same.
    std::size_t operations;  ///< How many were done, in handlers too.
};

/// Ends the process where it does not come to an end in some seconds.
Trial try_sequence(const Sequence& sequence, Fault fault);

/// Runs the work in a process of its own. True if that says so, crashes, or does not come to an end. A quiet one prints
/// nothing.
bool fails_in_child(const std::function<bool()>& fails, bool is_quiet);

}  // namespace model
