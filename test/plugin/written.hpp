// SPDX-License-Identifier: MIT
// Files that tests write beside the plug-ins.
#pragma once

#include "refusal.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>

inline std::string content(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// A file of that content beside the plug-ins, as long as this lives.
class Written {
public:
    Written(const std::string& name, const std::string& text) : path(folder / name) {
        std::ofstream(path, std::ios::binary) << text;
    }
    Written(const Written&) = delete;
    Written& operator=(const Written&) = delete;
    ~Written() {
        std::error_code ignored;  // Wine keeps open what it could not load as a whole.
        std::filesystem::remove(path, ignored);
    }

    const std::filesystem::path path;
};
