// SPDX-License-Identifier: MIT
// Joins and splits names at slashes, which no name holds.
#include "callbacks/files/file_names.hpp"

#include <weft/detail/text/utf8_path.hpp>

#include <algorithm>
#include <cstddef>

namespace weft::detail {

std::string names_of(const std::vector<std::filesystem::path>& files) {
    std::string names;
    for (const std::filesystem::path& file : files) {
        names += names.empty() ? "" : "/";
        names += file.filename().string();
    }
    return names;
}

std::vector<std::filesystem::path> files_of(std::string_view names, const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    while (!names.empty()) {
        const std::size_t end = std::min(names.find('/'), names.size());
        files.push_back(folder / utf8_path(names.substr(0, end)));
        names.remove_prefix(std::min(end + 1, names.size()));
    }
    return files;
}

}  // namespace weft::detail
