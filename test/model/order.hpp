// SPDX-License-Identifier: MIT
// Orders by name: what a registration asks for, and the order in which the handlers of a hook then run.
#pragma once

#include "reference_state.hpp"

#include <array>
#include <optional>
#include <string_view>
#include <vector>

namespace model {

/// What a field of an operation stands for when it names others: at most two names.
inline constexpr std::array<std::array<std::string_view, 2>, 9> others{{
    {},
    {"n"},
    {"m"},
    {"Wholly"},
    {"model::Partly"},
    {"n", "m"},
    {"Dynamic"},
    {"Late"},
    {"nobody"},
}};
/// The names that `named` gives.
inline constexpr std::array<std::string_view, 4> given_names{"", "n", "m", "Partly"};

/// What the class `Late` asks for: see listeners.hpp.
inline constexpr OrderAsked late_order{0, 0, 1, Group::last};

/// The handlers that are connected, of those that were registered in this order. Empty if there is a circle.
std::optional<Handlers> in_order(const Registry& registry, const Handlers& registered);

/// How many of these names another handler goes by.
std::size_t count_known(const Registry& registry, const Handlers& connected, const Handler& asking,
                        std::size_t names);

/// What it asks for itself, or its class.
OrderAsked order_of(const Registry& registry, const Handler& handler);

}  // namespace model
