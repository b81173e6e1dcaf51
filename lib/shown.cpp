// SPDX-License-Identifier: MIT
// Escapes control characters.
#include <weft/detail/shown.hpp>

#include <fmt/format.h>

namespace weft::detail {

std::string shown(std::string_view text) {
    std::string line;
    line.reserve(text.size());
    for (const char character : text) {
        constexpr unsigned char space = 0x20;
        constexpr unsigned char del = 0x7F;
        const auto code = static_cast<unsigned char>(character);
        if (code >= space && code != del) {
            line += character;
            continue;
        }
        switch (character) {
            case '\n': line += "\\n"; break;
            case '\r': line += "\\r"; break;
            case '\t': line += "\\t"; break;
            default: line += fmt::format("\\x{:02x}", code);
        }
    }
    return line;
}

}  // namespace weft::detail
