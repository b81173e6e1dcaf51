// SPDX-License-Identifier: MIT
// How a registration stands to others: the names that it goes by, and what it asks for about its place among them.
#pragma once

#include <weft/detail/handlers/handler.hpp>
#include <weft/detail/handlers/wish.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace weft::detail {

/// Kept by a registration for which extras of order were given, or whose class has a `weft_order`.
struct Standing {
    enum class Group : std::int8_t { first = -1, middle = 0, last = 1 };

    /// Copies the names. `at` orders those that have a standing by their registration: the lower comes first.
    Standing(std::span<const Wish> wishes, std::int64_t at);

    [[nodiscard]] bool names_others() const noexcept { return !before.empty() || !after.empty(); }

    std::string name;  ///< Empty if none was given.
    std::vector<std::string> before;
    std::vector<std::string> after;
    Group group = Group::middle;  ///< As it was asked for. Names may ask for another.
    std::int64_t place;
};

/// The names that a handler goes by: the one that was given, or else that of its class, with all of its namespaces and with
/// fewer of them. None for a function without a name.
std::vector<std::string> names_of(const Handler& handler);

}  // namespace weft::detail
