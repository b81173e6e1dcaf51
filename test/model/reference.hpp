// SPDX-License-Identifier: MIT
// The model: a fabric as its contract describes it, in the simplest way that can be right.
#pragma once

#include "faults.hpp"
#include "subject.hpp"

#include <memory>

namespace model {

/// What runs says it to the behaviour, which outlives the subject.
std::unique_ptr<Subject> make_reference(Behaviour& behaviour, Fault fault);

}  // namespace model
