// SPDX-License-Identifier: MIT
// The numeric arguments of a call, whatever their type.
#pragma once

#include <weft/args.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace weft::detail {

/// `long` stands for all signed integers, `unsigned long` for all others: 64 bits each.
using Numeric = std::variant<long, unsigned long, double>;

/// Empty for what is neither an integer nor a floating-point number: `bool` and characters are none.
[[nodiscard]] std::optional<Numeric> number_of(const Arg& arg);

/// Those of a call's arguments that have a name and are numbers: `use(name, number)` for each, in order.
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

/// The same for floating-point ones: metrics, while integers are counters. `use(name, double)`.
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

/// The same as JSON, which knows no non-finite number: `null`.
[[nodiscard]] std::string to_json(const Numeric& number);

/// `text` as a JSON string with its quotes. UTF-8 stays as it is; a byte that is none becomes U+FFFD, as JSON is UTF-8.
[[nodiscard]] std::string to_json(std::string_view text);

}  // namespace weft::detail
