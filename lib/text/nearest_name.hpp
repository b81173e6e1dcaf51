// SPDX-License-Identifier: MIT
// The name that somebody may have meant.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace weft::detail {

/// The candidate with the fewest insertions, deletions, substitutions and swaps of neighbours away from `name`, if that
/// is at most a third of its length (and always at most one for a short name); the first of several.
std::optional<std::string_view> nearest_name(std::string_view name,
                                             const std::vector<std::string_view>& candidates);

}  // namespace weft::detail
