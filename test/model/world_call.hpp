// SPDX-License-Identifier: MIT
// Calls a hook of weft in each form of arguments.
#pragma once

#include "subject.hpp"

#include <weft/weft.hpp>

#include <vector>

namespace model {

std::vector<long> call_weft(const weft::Fabric& fabric, std::size_t hook, Way way, Passed& passed,
                            Behaviour& behaviour);

}  // namespace model
