// SPDX-License-Identifier: MIT
// Escapes characters that a terminal would obey instead of showing them.
#include <weft/detail/text/escaped.hpp>
#include <weft/detail/text/utf8.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

namespace weft::detail {

namespace {

/// The code point of a UTF-8 character. Those of four bytes are never escaped, so one value stands for all of them.
std::uint32_t code_point(std::string_view character) {
    const auto bits = [character](std::size_t place, std::uint32_t mask) {
        return static_cast<std::uint32_t>(static_cast<unsigned char>(character[place])) & mask;
    };
    switch (character.size()) {
        case 1: return bits(0, 0x7FU);
        case 2: return bits(0, 0x1FU) << 6U | bits(1, 0x3FU);
        case 3: return bits(0, 0x0FU) << 12U | bits(1, 0x3FU) << 6U | bits(2, 0x3FU);
        default: return 0x10000U;
    }
}

/// Whether it is a control character, ends a line, or changes the direction of writing.
bool is_obeyed(std::uint32_t code) {
    struct Range {
        std::uint32_t first, last;
    };
    // General categories Cc, Zl and Zp, and the property Bidi_Control of the Unicode Standard.
    constexpr Range ranges[] = {
        {0x00, 0x1F}, {0x7F, 0x9F}, {0x061C, 0x061C}, {0x200E, 0x200F}, {0x2028, 0x202E}, {0x2066, 0x2069},
    };
    return std::any_of(std::begin(ranges), std::end(ranges),
                       [code](const Range& range) { return range.first <= code && code <= range.last; });
}

/// Whether a byte that belongs to no UTF-8 is a control character of C1, which a terminal of eight bits obeys.
bool is_eight_bit_control(unsigned char byte) {
    return 0x80U <= byte && byte <= 0x9FU;
}

std::string escape_sequence(std::uint32_t code) {
    switch (code) {
        case '\n': return "\\n";
        case '\r': return "\\r";
        case '\t': return "\\t";
        default: return code <= 0x7FU ? fmt::format("\\x{:02x}", code) : fmt::format("\\u{:04x}", code);
    }
}

}  // namespace

std::string escaped(std::string_view text) {
    std::string line;
    line.reserve(text.size());
    while (!text.empty()) {
        const std::size_t size = character_size(text);
        const std::string_view character = text.substr(0, std::max<std::size_t>(size, 1));
        const auto byte = static_cast<unsigned char>(text.front());
        if (size == 0 && is_eight_bit_control(byte)) {
            line += fmt::format("\\x{:02x}", byte);
        } else if (size > 0 && is_obeyed(code_point(character))) {
            line += escape_sequence(code_point(character));
        } else {
            line += character;
        }
        text.remove_prefix(character.size());
    }
    return line;
}

}  // namespace weft::detail
