// SPDX-License-Identifier: MIT
// Recognizes well-formed UTF-8 by table 3-7 of the Unicode Standard 15.0.
#include <weft/detail/text/utf8.hpp>

#include <algorithm>

namespace weft::detail {

namespace {

bool is_in(char byte, unsigned low, unsigned high) {
    const auto value = static_cast<unsigned char>(byte);
    return low <= value && value <= high;
}

}  // namespace

std::size_t character_size(std::string_view text) noexcept {
    // A row of the table: the ranges of the first and the second byte. All bytes after those are from 0x80 to 0xBF.
    struct Lead {
        unsigned first_low, first_high, second_low, second_high;
        std::size_t size;
    };
    constexpr Lead leads[] = {
        {0x00, 0x7F, 0, 0, 1},       {0xC2, 0xDF, 0x80, 0xBF, 2}, {0xE0, 0xE0, 0xA0, 0xBF, 3},
        {0xE1, 0xEC, 0x80, 0xBF, 3}, {0xED, 0xED, 0x80, 0x9F, 3}, {0xEE, 0xEF, 0x80, 0xBF, 3},
        {0xF0, 0xF0, 0x90, 0xBF, 4}, {0xF1, 0xF3, 0x80, 0xBF, 4}, {0xF4, 0xF4, 0x80, 0x8F, 4},
    };
    for (const Lead& lead : leads) {
        if (!is_in(text.front(), lead.first_low, lead.first_high)) {
            continue;
        }
        if (text.size() < lead.size ||
            (lead.size > 1 && !is_in(text[1], lead.second_low, lead.second_high))) {
            return 0;
        }
        const std::string_view rest = text.substr(1, lead.size - 1);
        const bool goes_on =
            std::all_of(rest.begin(), rest.end(), [](char byte) { return is_in(byte, 0x80, 0xBF); });
        return goes_on ? lead.size : 0;
    }
    return 0;
}

std::string valid_utf8(std::string_view text) {
    std::string valid;
    valid.reserve(text.size());
    while (!text.empty()) {
        const std::size_t size = character_size(text);
        valid += size > 0 ? text.substr(0, size) : "\xEF\xBF\xBD";
        text.remove_prefix(std::max<std::size_t>(size, 1));
    }
    return valid;
}

}  // namespace weft::detail
