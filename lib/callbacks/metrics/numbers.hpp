// SPDX-License-Identifier: MIT
// The numeric arguments of a call, of whatever type, and their texts.
#pragma once

#include <weft/args.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace weft::detail {

/// A signed or an unsigned integer of 64 bits, which stays exact, or every other number as `double`.
using Numeric = std::variant<std::int64_t, std::uint64_t, double>;

/// The argument as a number. Empty where `Arg::number` is.
[[nodiscard]] std::optional<Numeric> number_of(const Arg& arg);

/// Calls `use(name, number)` for each argument that has a name and is a number, in the order of the call.
template <class Use>
void for_each_number(const Args& args, Use use) {
    for (const Arg& arg : args) {
        if (arg.name().empty()) {
            continue;
        }
        if (const std::optional<Numeric> number = number_of(arg)) {
            use(arg.name(), *number);
        }
    }
}

/// Calls `use(name, value)` for each floating-point number. These are taken for metrics, and integers for counters.
template <class Use>
void for_each_metric(const Args& args, Use use) {
    for_each_number(args, [&use](std::string_view name, const Numeric& number) {
        if (const auto* const metric = std::get_if<double>(&number)) {
            use(name, *metric);
        }
    });
}

[[nodiscard]] double to_double(const Numeric& number);

/// The shortest decimal text that reads back as the same number; `nan`, `inf`, `-inf`.
[[nodiscard]] std::string to_text(const Numeric& number);

/// The same as JSON, which has no numbers that are not finite: they become `null`.
[[nodiscard]] std::string to_json(const Numeric& number);

/// `text` as a JSON string with its quotes. JSON is UTF-8: a byte that is not valid UTF-8 becomes U+FFFD.
[[nodiscard]] std::string to_json(std::string_view text);

}  // namespace weft::detail
