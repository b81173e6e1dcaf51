// SPDX-License-Identifier: MIT
// weft itself, as the operations see it.
#pragma once

#include "subject.hpp"

#include <memory>

namespace model {

/// What runs says it to the behaviour, which outlives the subject.
std::unique_ptr<Subject> make_world(Behaviour& behaviour);

}  // namespace model
