// SPDX-License-Identifier: MIT
// The files of one folder as one text, for the state of a callback.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace weft::detail {

/// Their names, separated by slashes. Without their folder, as that may have moved until the state is loaded.
[[nodiscard]] std::string names_of(const std::vector<std::filesystem::path>& files);

/// The files with these names in the folder: the reverse of `names_of`.
[[nodiscard]] std::vector<std::filesystem::path> files_of(std::string_view names,
                                                          const std::filesystem::path& folder);

}  // namespace weft::detail
