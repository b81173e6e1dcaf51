// SPDX-License-Identifier: MIT
// Reads a file up to the end of its last complete line.
#include "callbacks/files/complete_lines.hpp"

#include "callbacks/refusals.hpp"

#include <fstream>
#include <iterator>
#include <utility>

namespace weft::detail {

std::vector<std::string> complete_lines(std::string_view owner, const std::filesystem::path& path,
                                        Quotes quotes) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        refuse_unreadable(owner, path);
    }
    std::vector<std::string> lines;
    std::string line;
    bool is_quoted = false;
    for (std::istreambuf_iterator<char> next(file); next != std::istreambuf_iterator<char>(); ++next) {
        if (*next == '\n' && !is_quoted) {
            lines.push_back(std::move(line));
            line.clear();
            continue;
        }
        is_quoted = is_quoted != (quotes == Quotes::join_lines && *next == '"');
        line += *next;
    }
    return lines;
}

}  // namespace weft::detail
