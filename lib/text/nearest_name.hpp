// SPDX-License-Identifier: MIT
// Finds the name that a misspelt one may stand for.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace weft::detail {

/// The candidate that is the fewest insertions, deletions, substitutions and swaps of neighbours away from `name`; the first
/// of several. These may be at most a third of the length of the longer name, or one where that is more, and must be fewer
/// than that length. Nothing where no candidate is that near.
std::optional<std::string_view> nearest_name(std::string_view name,
                                             const std::vector<std::string_view>& candidates);

}  // namespace weft::detail
