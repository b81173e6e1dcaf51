// SPDX-License-Identifier: MIT
// A file by the path that the user gave, for errors about it.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace weft::detail {

struct NamedFile {
    std::string owner;  ///< The callback that writes it.
    std::filesystem::path path;

    /// Throws `Error`: `OWNER: cannot DOING PATH: REASON`.
    [[noreturn]] void refuse(std::string_view doing, std::string_view reason) const;
    /// The reason is that of the system; where there is none (0), it is "output error".
    [[noreturn]] void refuse(std::string_view doing, int error) const;
};

}  // namespace weft::detail
