// SPDX-License-Identifier: MIT
// Reads the lines of a file whose writer may have been killed while it wrote one.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace weft::detail {

/// Whether a line end between double quotes is a part of the line, as in a cell of CSV, or ends the line.
enum class Quotes : std::uint8_t { join_lines, mean_nothing };

/// The lines without their line ends. A last line that has no line end is left out. Throws `Error` naming `owner` if the file
/// cannot be read.
std::vector<std::string> complete_lines(std::string_view owner, const std::filesystem::path& path,
                                        Quotes quotes);

}  // namespace weft::detail
