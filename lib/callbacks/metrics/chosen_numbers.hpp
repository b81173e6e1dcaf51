// SPDX-License-Identifier: MIT
// Goes through the numbers of a call that a callback was asked for.
#pragma once

#include "callbacks/metrics/numbers.hpp"

#include <weft/args.hpp>
#include <weft/detail/callbacks/chosen_numbers.hpp>

#include <optional>
#include <string_view>

namespace weft::detail {

/// Calls `use(name, number)` for each chosen argument that is a number, in the order of the call.
template <class Use>
void for_each_chosen(const Args& args, const ChosenNumbers& chosen, Use use) {
    if (chosen.are_all()) {
        for_each_number(args, use);
        return;
    }
    for (const Arg& arg : args) {
        if (!chosen.has(arg.name())) {
            continue;
        }
        if (const std::optional<Numeric> number = number_of(arg)) {
            use(arg.name(), *number);
        } else {
            chosen.say_no_number(arg);
        }
    }
}

/// Calls `use(name, value)` for each chosen argument; of all, for those that are taken for metrics.
template <class Use>
void for_each_chosen_metric(const Args& args, const ChosenNumbers& chosen, Use use) {
    if (chosen.are_all()) {
        for_each_metric(args, use);
    } else {
        for_each_chosen(args, chosen, [&use](std::string_view name, const Numeric& number) {
            use(name, to_double(number));
        });
    }
}

}  // namespace weft::detail
