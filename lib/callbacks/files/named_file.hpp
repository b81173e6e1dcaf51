// SPDX-License-Identifier: MIT
// The path that the user gave for a file, and who writes the file, for errors about it.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace weft::detail {

/// Whatever links the path leads over, errors show the path itself.
struct NamedFile {
    std::string owner;  ///< The callback that writes it.
    std::filesystem::path path;

    /// Throws `Error`: `OWNER: cannot DOING PATH: REASON`.
    [[noreturn]] void refuse(std::string_view doing, std::string_view reason) const;
    /// The same with the text of the system's error; for 0 it is "output error".
    [[noreturn]] void refuse(std::string_view doing, int error) const;
};

}  // namespace weft::detail
