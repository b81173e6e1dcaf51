// SPDX-License-Identifier: MIT
// A line for each entry of a profile, in columns.
#include "callbacks/profile_rows.hpp"

#include <weft/detail/text/escaped.hpp>

#include <chrono>

#include <fmt/format.h>

namespace weft::detail {

namespace {

using Milliseconds = std::chrono::duration<double, std::milli>;
using Microseconds = std::chrono::duration<double, std::micro>;

}  // namespace

std::string profile_rows(std::string_view title, const std::vector<Profiler::Entry>& entries) {
    if (entries.empty()) {
        return {};
    }
    std::string text = fmt::format("{:<56} {:>9} {:>12} {:>12} {:>12}\n", title, "count", "total ms",
                                   "mean us", "longest us");
    for (const Profiler::Entry& entry : entries) {
        const std::string name =
            escaped(entry.hook.empty() ? entry.name : fmt::format("{}.{}", entry.name, entry.hook));
        text += fmt::format("  {:<54} {:>9} {:>12.3f} {:>12.2f} {:>12.2f}\n", name, entry.count,
                            Milliseconds(entry.total).count(),
                            Microseconds(entry.total).count() / static_cast<double>(entry.count),
                            Microseconds(entry.longest).count());
    }
    return text;
}

}  // namespace weft::detail
