// SPDX-License-Identifier: MIT
// The extras of `connect`: where the handler goes among the others, and how often it runs.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/detail/arguments/shape.hpp>

#include <concepts>
#include <cstdint>

namespace weft {

/// The type of `at_front`.
struct AtFront {};
/// The type of `at_back`.
struct AtBack {};
/// The type of `once`.
struct Once {};
/// What `every` makes: how often a handler runs.
struct Every {
    std::uint64_t period;  ///< 0 throws `Error` at registration.
};

/// Puts the handler before all handlers that its hook has so far: `fabric.connect("on_step", handler, weft::at_front)`. Of
/// several, the last one to be registered runs first. `add` takes it too, for all hooks of the callback.
inline constexpr AtFront at_front{};
/// Puts the handler behind all handlers that its hook has so far: the order of registration. This is the default.
inline constexpr AtBack at_back{};
/// Disconnects the handler just before it runs. So it runs at most once, also if it calls its own hook, or if several threads
/// call at the same time. A call that cannot fill its parameters throws and does not use it up.
inline constexpr Once once{};

/// Runs the handler on the n-th, 2n-th, ... call that reaches it: `fabric.connect("on_step", handler, weft::every(20))`.
///
/// Each handler counts for itself, the calls of all threads together. A call does not count while the handler is blocked, nor
/// if it ends before the handler's turn, by an exception or because `first` has its answer. A count below 1 throws `Error`
/// at registration.
template <std::integral Count>
[[nodiscard]] constexpr Every every(Count count) noexcept {
    return {count < 1 ? 0 : static_cast<std::uint64_t>(count)};
}

namespace detail {

template <class Extra, class... Kinds>
inline constexpr bool is_one_of = (std::same_as<Extra, Kinds> || ...);

template <class Extra>
inline constexpr bool is_extra = names_parameter<Extra> || is_one_of<Extra, AtFront, AtBack, Once, Every>;

/// How a handler is connected: what the extras of `connect` say, apart from the names of parameters.
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
