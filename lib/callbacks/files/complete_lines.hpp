// SPDX-License-Identifier: MIT
// The lines of a file that a writer may have been killed in the middle of.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace weft::detail {

/// Whether a line goes on where it ends between quotes, as a cell of CSV does.
enum class Quotes : std::uint8_t { join_lines, mean_nothing };

/// Without their ends; one that has no end is left out. Throws `Error` where the file cannot be read.
std::vector<std::string> complete_lines(std::string_view owner, const std::filesystem::path& path,
                                        Quotes quotes);

}  // namespace weft::detail
