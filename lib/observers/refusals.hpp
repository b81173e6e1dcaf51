// SPDX-License-Identifier: MIT
// What a policy for failures refuses, and what it says of a handler that it has blocked.
#pragma once

#include <weft/quarantine.hpp>

#include <string>

namespace weft::detail {

std::string spell_quarantined(const Quarantined& handler);
[[noreturn]] void refuse_quarantine();
[[noreturn]] void refuse_report();

}  // namespace weft::detail
