// SPDX-License-Identifier: MIT
// The table of a profile.
#pragma once

#include <weft/callbacks/profiler.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace weft::detail {

/// The part of the table with these entries; empty if there are none.
[[nodiscard]] std::string profile_rows(std::string_view title, const std::vector<Profiler::Entry>& entries);

}  // namespace weft::detail
