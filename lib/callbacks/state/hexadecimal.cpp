// SPDX-License-Identifier: MIT
// The C library knows them, but with the decimal point of the locale: that is taken out of what it writes, and of what it reads.
#include "callbacks/state/hexadecimal.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include <fmt/format.h>

namespace weft::detail {

namespace {

constexpr std::string_view digits = "0123456789abcdefABCDEF";

}  // namespace

std::string hexadecimal(long double value) {
    std::array<char, 64> room{};
    const int size = std::snprintf(room.data(), room.size(), "%La", value);
    std::string text(room.data(), static_cast<std::size_t>(size));
    const std::size_t prefix = text.find("0x");
    if (prefix == std::string::npos) {
        return text;  // Not finite.
    }
    text.erase(prefix, 2);
    // What stands between the first digit and the next one or the exponent.
    const std::size_t point = prefix + 1;
    const std::size_t end = std::min(text.find_first_of(digits, point), text.find('p'));
    if (end != point) {
        text.replace(point, end - point, ".");
    }
    return text;
}

bool read_hexadecimal(std::string_view text, long double& value) {
    const bool is_negative = text.starts_with('-');
    const std::string_view number = text.substr(is_negative ? 1 : 0);
    const std::size_t p = std::min(number.find('p'), number.size());
    const std::string_view mantissa = number.substr(0, p);
    const std::size_t point = std::min(mantissa.find('.'), mantissa.size());
    const std::string_view whole = mantissa.substr(0, point);
    const std::string_view fraction = mantissa.substr(std::min(point + 1, mantissa.size()));

    std::string same;
    bool is_zero = true;
    if (number == "inf" || number == "nan") {
        same = number;
    } else {
        std::int32_t exponent = 0;
        if (p < number.size()) {
            const bool has_plus = number.substr(p).starts_with("p+") && !number.substr(p).starts_with("p+-");
            const std::size_t begin = p + (has_plus ? 2 : 1);
            const char* const end = number.data() + number.size();
            const auto [last, error] = std::from_chars(number.data() + begin, end, exponent);
            if (error != std::errc() || last != end) {
                return false;
            }
        }
        const std::string all = std::string(whole).append(fraction);
        if (all.empty() || all.find_first_not_of(digits) != std::string::npos) {
            return false;
        }
        is_zero = all.find_first_not_of('0') == std::string::npos;
        same = fmt::format("0x{}p{}", all, exponent - 4 * static_cast<std::int64_t>(fraction.size()));
    }
    const long double read = std::strtold(same.c_str(), nullptr);
    if ((std::isinf(read) && number != "inf") || (read == 0.0L && !is_zero)) {
        return false;
    }
    value = is_negative ? -read : read;
    return true;
}

}  // namespace weft::detail
