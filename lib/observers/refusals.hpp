// SPDX-License-Identifier: MIT
// The errors of quarantine, and what it says of a handler that it has blocked.
#pragma once

#include <weft/quarantine.hpp>

#include <string>

namespace weft::detail {

/// `HOOK: CALLBACK has failed N times in a row and is blocked, the last time with ERROR`
std::string spell_quarantined(const Quarantined& handler);
// These throw `Error`: for a number of failures that is 0, and for a function to report to that is empty.
[[noreturn]] void refuse_quarantine();
[[noreturn]] void refuse_report();

}  // namespace weft::detail
