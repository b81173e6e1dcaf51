// SPDX-License-Identifier: MIT
// The text of logs.
#include "log.hpp"

#include "operation.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace model {

namespace {

constexpr std::array<std::string_view, 19> names{
    "operation", "refused", "ran",     "finished", "told", "failed",  "returned", "value", "left", "state",
    "life",      "hook",    "handler", "asked",    "next", "went on", "took",     "made",  "body"};
constexpr std::size_t lines_before = 12;
constexpr std::size_t lines_after = 4;

void print_part(std::string& text, const Log& log, std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < std::min(end, log.size()); ++i) {
        text.append("    ").append(print(log[i])).append("\n");
    }
    text.append(end >= log.size() ? "    (end)\n" : "");
}

}  // namespace

std::string print(const Entry& entry) {
    std::string text(names.at(static_cast<std::size_t>(entry.seen)));
    if (entry.seen == Seen::operation) {
        text.insert(0, static_cast<std::size_t>(2 * entry.values[0]), ' ');
        return text.append(" ").append(info_of(static_cast<Kind>(entry.values[1])).name);
    }
    for (const long value : entry.values) {
        text.append(" ").append(std::to_string(value));
    }
    return text;
}

std::string difference(const Log& expected, const Log& found) {
    if (expected == found) {
        return {};
    }
    const auto [at, other] = std::mismatch(expected.begin(), expected.end(), found.begin(), found.end());
    const auto same = static_cast<std::size_t>(at - expected.begin());
    const std::size_t begin = same > lines_before ? same - lines_before : 0;
    std::string text = "both:\n";
    print_part(text, expected, begin, same);
    text += "the model says:\n";
    print_part(text, expected, same, same + lines_after);
    text += "weft says:\n";
    print_part(text, found, same, same + lines_after);
    return text;
}

}  // namespace model
