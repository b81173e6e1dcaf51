// SPDX-License-Identifier: MIT
// Reads numbers from arguments, and writes them as text and as JSON.
#include "callbacks/metrics/numbers.hpp"

#include <weft/detail/text/utf8.hpp>

#include <cmath>

#include <fmt/format.h>

namespace weft::detail {

namespace {

/// Reads the argument if it is an integer of one of the types, and stores it as `Stored`.
template <class Stored, class... Types>
bool read(const Arg& arg, std::optional<Numeric>& number) {
    return ((arg.is<Types>() && (number = Numeric(static_cast<Stored>(arg.get<Types>())), true)) || ...);
}

}  // namespace

std::optional<Numeric> number_of(const Arg& arg) {
    std::optional<Numeric> number;
    const bool is_integer =
        read<std::int64_t, int, long, long long, short, signed char>(arg, number) ||
        read<std::uint64_t, unsigned, unsigned long, unsigned long long, unsigned short, unsigned char>(
            arg, number);
    return is_integer ? number : std::optional<Numeric>(arg.number());
}

double to_double(const Numeric& number) {
    return std::visit([](auto value) { return static_cast<double>(value); }, number);
}

std::string to_text(const Numeric& number) {
    return std::visit([](auto value) { return fmt::format("{}", value); }, number);
}

std::string to_json(const Numeric& number) {
    return std::isfinite(to_double(number)) ? to_text(number) : "null";
}

std::string to_json(std::string_view text) {
    std::string json = "\"";
    for (const char character : valid_utf8(text)) {
        if (character == '"' || character == '\\') {
            json += '\\';
            json += character;
        } else if (static_cast<unsigned char>(character) < 0x20U) {
            json += fmt::format("\\u{:04x}", static_cast<unsigned>(character));
        } else {
            json += character;
        }
    }
    json += '"';
    return json;
}

}  // namespace weft::detail
