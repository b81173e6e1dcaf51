// SPDX-License-Identifier: MIT
// Finds the nearest name by the Damerau-Levenshtein distance in its optimal string alignment form (G. Navarro, A guided tour
// to approximate string matching, ACM Computing Surveys 33, 2001).
#include "text/nearest_name.hpp"

#include <algorithm>
#include <cstddef>

namespace weft::detail {

namespace {

/// Computes the table of distances row by row. `previous` and `before` are the last row and the one before it.
std::size_t distance(std::string_view from, std::string_view to) {
    std::vector<std::size_t> before(to.size() + 1);
    std::vector<std::size_t> previous(to.size() + 1);
    std::vector<std::size_t> current(to.size() + 1);
    for (std::size_t j = 0; j <= to.size(); ++j) {
        previous[j] = j;
    }
    for (std::size_t i = 1; i <= from.size(); ++i) {
        current[0] = i;
        for (std::size_t j = 1; j <= to.size(); ++j) {
            const std::size_t change = from[i - 1] == to[j - 1] ? 0 : 1;
            current[j] = std::min({previous[j] + 1, current[j - 1] + 1, previous[j - 1] + change});
            if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1]) {
                current[j] = std::min(current[j], before[j - 2] + 1);
            }
        }
        before.swap(previous);
        previous.swap(current);
    }
    return previous[to.size()];
}

}  // namespace

std::optional<std::string_view> nearest_name(std::string_view name,
                                             const std::vector<std::string_view>& candidates) {
    constexpr std::size_t longest = 256;  // A longer name is no misspelling, and would take long.
    std::optional<std::string_view> best;
    std::size_t best_distance = 0;
    for (const std::string_view candidate : candidates) {
        const std::size_t length = std::max(name.size(), candidate.size());
        if (candidate.empty() || candidate == name || length > longest) {
            continue;
        }
        const std::size_t steps = distance(name, candidate);
        const bool is_near = steps <= std::max<std::size_t>(1, length / 3) && steps < length;
        if (is_near && (!best.has_value() || steps < best_distance)) {
            best = candidate;
            best_distance = steps;
        }
    }
    return best;
}

}  // namespace weft::detail
