// SPDX-License-Identifier: MIT
// The table of conversions: between numbers, and from text to a `std::string_view`.
#include <weft/detail/arguments/conversion.hpp>

#include <array>
#include <cstring>
#include <string>

namespace weft::detail {

namespace {

/// Reads by memcpy, as one kind stands for several types of the same size (`long` and `long long`).
template <class To, class From>
bool convert_number(const void* from, void* to) {
    From value;
    std::memcpy(&value, from, sizeof(value));
    if (!number_fits<To>(value)) {
        return false;
    }
    // The value is in range. A `signed char` is a small integer here and no character.
    const To result = static_cast<To>(value);  // NOLINT(bugprone-signed-char-misuse): see above
    std::memcpy(to, &result, sizeof(result));
    return true;
}

/// Null from floating-point to integer, which the table forbids.
template <class To, class From>
constexpr Convert number_entry() {
    if constexpr (std::is_integral_v<To> && !std::is_integral_v<From>) {
        return nullptr;
    } else {
        return &convert_number<To, From>;
    }
}

constexpr std::size_t number_kinds = 11;

/// By the kind to convert from, in the order of `Kind`.
template <class To>
constexpr std::array<Convert, number_kinds> conversions_to{
    number_entry<To, std::int8_t>(),   number_entry<To, std::int16_t>(),  number_entry<To, std::int32_t>(),
    number_entry<To, std::int64_t>(),  number_entry<To, std::uint8_t>(),  number_entry<To, std::uint16_t>(),
    number_entry<To, std::uint32_t>(), number_entry<To, std::uint64_t>(), number_entry<To, float>(),
    number_entry<To, double>(),        number_entry<To, long double>()};

/// By the kind to convert to, then by the kind to convert from, in the order of `Kind`.
constexpr std::array<std::array<Convert, number_kinds>, number_kinds> number_conversions{
    conversions_to<std::int8_t>,   conversions_to<std::int16_t>,  conversions_to<std::int32_t>,
    conversions_to<std::int64_t>,  conversions_to<std::uint8_t>,  conversions_to<std::uint16_t>,
    conversions_to<std::uint32_t>, conversions_to<std::uint64_t>, conversions_to<float>,
    conversions_to<double>,        conversions_to<long double>};

/// As many as `ArgType::to_number` has.
constexpr std::size_t number_readers_count = 3;

bool view_string(const void* from, void* to) {
    *static_cast<std::string_view*>(to) = *static_cast<const std::string*>(from);
    return true;
}

bool view_view(const void* from, void* to) {
    *static_cast<std::string_view*>(to) = *static_cast<const std::string_view*>(from);
    return true;
}

bool view_pointer(const void* from, void* to) {
    const char* text = nullptr;
    std::memcpy(&text, from, sizeof(text));
    if (text == nullptr) {
        return false;
    }
    *static_cast<std::string_view*>(to) = text;
    return true;
}

}  // namespace

bool read_pointer(const void* from, void* to) {
    std::memcpy(to, from, sizeof(void*));
    return true;
}

Convert number_conversion(const ArgType& from, Kind to) noexcept {
    constexpr auto first = static_cast<std::size_t>(Kind::int8);
    constexpr auto first_float = static_cast<std::size_t>(Kind::float32);
    const std::size_t row = static_cast<std::size_t>(to) - first;
    if (from.to_number != nullptr) {
        const std::size_t place = static_cast<std::size_t>(to) - first_float;
        return place < number_readers_count ? from.to_number[place] : nullptr;
    }
    const std::size_t column = static_cast<std::size_t>(from.kind) - first;
    return row < number_kinds && column < number_kinds ? number_conversions[row][column] : nullptr;
}

Convert text_conversion(Kind from) noexcept {
    switch (from) {
        case Kind::string: return &view_string;
        case Kind::string_view: return &view_view;
        case Kind::c_string:
        case Kind::mutable_c_string: return &view_pointer;
        default: return nullptr;
    }
}

bool convert_text(Convert convert, const void* from, std::string& to) {
    std::string_view text;
    const bool fits = convert(from, &text);
    to = text;
    return fits;
}

}  // namespace weft::detail
