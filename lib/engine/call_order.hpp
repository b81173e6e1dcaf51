// SPDX-License-Identifier: MIT
// In which order the handlers of a hook run, as their wishes ask.
#pragma once

#include "engine/standing.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace weft::detail {

/// A handler, by what others call it and what it asks for.
struct OrderedHandler {
    std::span<const std::string> names;
    const Standing* standing;  ///< Null if it asks for nothing.
};

/// Places among the handlers that were asked about.
struct CallOrder {
    std::vector<std::size_t>
        places;  ///< All of them, in the order in which they run; of no use if there is a circle.
    std::vector<std::size_t>
        circle;  ///< Each has to precede the next, and the last one the first. Empty if there is none.

    /// Which of those that were given have to precede another one or follow it. The order of the others is the same without one
    /// that is not bound.
    std::vector<bool> is_bound;

    /// Whether it is the order in which they were given.
    [[nodiscard]] bool is_as_given() const noexcept;
};

/// The handlers are given in the order of registration: those with `before_all` first, those with `after_all` last, and of each
/// of these groups those with `at_front` first.
///
/// The walk: a handler that asks to be after one of the last group joins that, also by way of others; else one that asks to be
/// before one of the first group joins that. Then it goes through the groups in order, and puts before each handler what has
/// to precede it, those too in this order.
CallOrder call_order(const std::vector<OrderedHandler>& handlers);

}  // namespace weft::detail
