// SPDX-License-Identifier: MIT
// A path from text: on Windows a path that is made of a std::string takes that for text of the C locale, byte for byte, though
// path::string() gives UTF-8.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace weft::detail {

/// The path that UTF-8 spells, which is what `path::string()` gives; with POSIX any bytes. Throws `std::system_error` on Windows for what
/// is no UTF-8.
[[nodiscard]] inline std::filesystem::path utf8_path(std::string_view text) {
    return std::u8string(text.begin(), text.end());
}

}  // namespace weft::detail
