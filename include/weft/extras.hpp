// SPDX-License-Identifier: MIT
// What `connect` takes beside the handler: where it goes among the others, and how often it runs.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/detail/arguments/shape.hpp>

#include <concepts>
#include <cstdint>

namespace weft {

struct AtFront {};
struct AtBack {};
struct Once {};
/// What `every` makes: how often a handler runs.
struct Every {
    std::uint64_t period;  ///< 0 is refused at registration.
};

/// Before everything connected so far.
inline constexpr AtFront at_front{};
/// After everything connected so far; the default.
inline constexpr AtBack at_back{};
/// Disconnects the handler just before it runs: it runs at most once, also under recursion and threads. A call that
/// cannot fill its parameters does not use it up.
inline constexpr Once once{};

/// Runs the handler on the n-th, 2n-th, ... call that reaches it while it is not blocked. A call that ends before the
/// handler's turn, by an exception or as `first` has its answer, has not reached it and does not count.
template <std::integral Count>
[[nodiscard]] constexpr Every every(Count count) noexcept {
    return {count < 1 ? 0 : static_cast<std::uint64_t>(count)};
}

namespace detail {

template <class Extra, class... Kinds>
inline constexpr bool is_one_of = (std::same_as<Extra, Kinds> || ...);

template <class Extra>
inline constexpr bool is_extra = names_parameter<Extra> || is_one_of<Extra, AtFront, AtBack, Once, Every>;

/// How a handler is connected: the extras of `connect` that are not names.
struct Manner {
    bool at_front = false;
    bool once = false;
    bool is_periodic = false;
    std::uint64_t period = 1;
};

template <class... Extras>
Manner manner_of(const Extras&... extras) {
    Manner manner;
    [[maybe_unused]] const auto note = [&manner]<class Extra>([[maybe_unused]] const Extra& extra) {
        if constexpr (std::same_as<Extra, AtFront>) {
            manner.at_front = true;
        } else if constexpr (std::same_as<Extra, Once>) {
            manner.once = true;
        } else if constexpr (std::same_as<Extra, Every>) {
            manner.is_periodic = true;
            manner.period = extra.period;
        }
    };
    (note(extras), ...);
    return manner;
}

}  // namespace detail
}  // namespace weft
