// SPDX-License-Identifier: MIT
// The values that a fuzzed call passes: of every kind that the table of conversions knows.
#pragma once

#include <fmt/format.h>
#include <fuzzer/FuzzedDataProvider.h>
#include <weft/reading.hpp>

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace fuzz {

enum class Color : unsigned char { red, green, blue };

struct Base {
    int id = 0;
};
struct Other {
    int padding = 0;
};
struct Derived : Other, Base {};

/// Reads as a number, if it has one.
struct Measured {
    std::optional<double> number;
};

}  // namespace fuzz

template <>
struct weft::Reading<fuzz::Measured> {
    static std::optional<double> number(const fuzz::Measured& measured) { return measured.number; }
};

namespace fuzz {

/// What pointers point to.
inline Base pointed_base{1};
inline const auto pointed_derived = std::make_shared<Derived>(Derived{{0}, {2}});

using Value =
    std::variant<signed char, short, int, long, unsigned char, unsigned, unsigned long, float, double, bool,
                 char, Color, std::string, std::string_view, const char*, Base, Derived, std::optional<int>,
                 Measured, Base*, Derived*, const Derived*, std::shared_ptr<Derived>>;

struct Argument {
    std::string name;  ///< Empty for a positional one.
    Value value;
    bool is_mutable;
    bool is_lazy = false;
};

/// Whether it is a pointer, shared or not, to a `Base` or what is derived from it.
template <class Type>
inline constexpr bool is_pointer_to_base = false;
template <class Object>
inline constexpr bool is_pointer_to_base<Object*> = std::is_base_of_v<Base, Object>;
template <class Object>
inline constexpr bool is_pointer_to_base<std::shared_ptr<Object>> = std::is_base_of_v<Base, Object>;

/// What arrived, or should: equal texts for equal values only.
template <class Type>
std::string show(const Type& value) {
    if constexpr (std::is_same_v<Type, Color>) {
        return fmt::format("color {}", static_cast<int>(value));
    } else if constexpr (std::is_base_of_v<Base, Type>) {
        return fmt::format("object {}", static_cast<const Base&>(value).id);
    } else if constexpr (std::is_same_v<Type, std::optional<int>> ||
                         std::is_same_v<Type, std::optional<std::string>>) {
        return value.has_value() ? "some " + show(*value) : "none";
    } else if constexpr (std::is_same_v<Type, std::optional<double>>) {
        return value.has_value() ? "some " + show(*value) : "none";
    } else if constexpr (std::is_same_v<Type, Measured>) {
        return "measured " + show(value.number);
    } else if constexpr (is_pointer_to_base<Type>) {
        return value != nullptr ? "pointer to " + show(static_cast<const Base&>(*value)) : "null pointer";
    } else if constexpr (std::is_floating_point_v<Type>) {
        return fmt::format("{:a}", value);
    } else {
        return fmt::format("{}", value);
    }
}

/// A name that calls and handlers may share, a near one, a strange one, or any bytes.
inline std::string read_name(FuzzedDataProvider& data) {
    using namespace std::literals;
    static constexpr std::array<std::string_view, 7> known{"a", "b", "aa", "", "{}", "a\0b"sv, "\xff"};
    const auto at = data.ConsumeIntegralInRange<std::size_t>(0, known.size() + 8);
    if (at < known.size()) {
        return std::string(known[at]);
    }
    return at == known.size() ? data.ConsumeRandomLengthString(20) : std::string(at % 2 == 0 ? "a" : "b");
}

/// Texts that are views or pointers look at `text`.
inline Value read_value(FuzzedDataProvider& data, const std::string& text) {
    switch (data.ConsumeIntegralInRange<unsigned>(0, 23)) {
        case 0: return data.ConsumeIntegral<signed char>();
        case 1: return data.ConsumeIntegral<short>();
        case 2: return data.ConsumeIntegral<int>();
        case 3: return data.ConsumeIntegral<long>();
        case 4: return data.ConsumeIntegral<unsigned char>();
        case 5: return data.ConsumeIntegral<unsigned>();
        case 6: return data.ConsumeIntegral<unsigned long>();
        case 7: return data.ConsumeFloatingPoint<float>();
        case 8: return data.ConsumeFloatingPoint<double>();
        case 9: return data.ConsumeBool();
        case 10: return data.ConsumeIntegral<char>();
        case 11: return static_cast<Color>(data.ConsumeIntegralInRange<int>(0, 2));
        case 12: return text;
        case 13: return std::string_view(text);
        case 14: return text.c_str();
        case 15: return static_cast<const char*>(nullptr);
        case 16: return Base{data.ConsumeIntegral<int>()};
        case 17: {
            Derived derived;
            derived.id = data.ConsumeIntegral<int>();
            return derived;
        }
        case 18:
            return Measured{data.ConsumeBool() ? std::optional(data.ConsumeFloatingPoint<double>())
                                               : std::nullopt};
        case 19: return data.ConsumeBool() ? &pointed_base : static_cast<Base*>(pointed_derived.get());
        case 20: return data.ConsumeBool() ? pointed_derived.get() : nullptr;
        case 21: return static_cast<const Derived*>(pointed_derived.get());
        case 22: return data.ConsumeBool() ? pointed_derived : std::shared_ptr<Derived>();
        default:
            return data.ConsumeBool() ? std::optional<int>(data.ConsumeIntegral<int>())
                                      : std::optional<int>();
    }
}

}  // namespace fuzz
