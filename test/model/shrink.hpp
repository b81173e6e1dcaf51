// SPDX-License-Identifier: MIT
// Makes a sequence that fails as small as it gets.
#pragma once

#include "operation.hpp"

#include <functional>

namespace model {

/// Delta debugging (A. Zeller, R. Hildebrandt, Simplifying and isolating failure-inducing input, IEEE Transactions on
/// Software Engineering 28, 2002): leaves out ever smaller groups of operations, those of scripts too, then lowers their
/// fields, until no single change leaves a sequence that still fails.
Sequence shrink(Sequence sequence, const std::function<bool(const Sequence&)>& fails);

/// Operations, those of scripts too.
std::size_t size_of(const Sequence& sequence);

}  // namespace model
