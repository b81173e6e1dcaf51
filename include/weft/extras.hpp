// SPDX-License-Identifier: MIT
// The extras of `connect` and `add`: where the handler goes among the others, and how often it runs.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/args.hpp>
#include <weft/detail/handlers/wish.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <type_traits>
#include <utility>
#include <vector>

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

/// What `when` makes: in which calls a handler runs.
struct When {
    std::function<bool(const Args&)> predicate;  ///< An empty one is refused at registration.
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

/// Runs the handler only in calls for which the predicate holds: `when([](const weft::Args& args) { return
/// args.get<int>("step") % 100 == 0; })`. It is asked in the thread of the call, before the handler's parameters are filled,
/// before `every` counts and before `once` is used up, and not while the handler is blocked. What it throws leaves the call
/// and is no failure of the handler's. It is copied, and ends with what the handler captured.
template <class Predicate>
[[nodiscard]] When when(Predicate&& predicate) {
    using Kept = std::decay_t<Predicate>;
    constexpr bool is_predicate = std::is_invocable_r_v<bool, Kept&, const Args&>;
    constexpr bool is_copyable = std::is_copy_constructible_v<Kept>;
    static_assert(is_predicate,
                  "weft: when takes a function that is called with const weft::Args& and returns bool");
    static_assert(is_copyable, "weft: the predicate of when is kept as a std::function: it must be copyable");
    if constexpr (is_predicate && is_copyable) {
        return {std::forward<Predicate>(predicate)};
    } else {
        return {};
    }
}

namespace detail {

template <class Extra, class... Kinds>
inline constexpr bool is_one_of = (std::same_as<Extra, Kinds> || ...);

template <class Extra>
inline constexpr bool is_extra =
    names_parameter<Extra> || is_one_of<Extra, AtFront, AtBack, Once, Every, When> || is_order<Extra>;

/// Whether a registration with this extra asks something before it runs a handler.
template <class Extra>
inline constexpr bool is_condition = is_one_of<Extra, Every, When>;

/// How a handler is connected: what the extras of `connect` say, apart from the names of parameters.
struct Manner {
    bool at_front = false;
    bool once = false;
    bool has_conditions = false;
    std::uint64_t period = 1;
    std::function<bool(const Args&)> when;
    bool has_predicate = false;
    /// What the extras of order ask for. Their names refer to the extras.
    std::vector<Wish> wishes{};
};

template <class... Extras>
WEFT_DETAIL_HIDDEN Manner manner_of(const Extras&... extras) {
    Manner manner;
    [[maybe_unused]] const auto note = [&manner]<class Extra>([[maybe_unused]] const Extra& extra) {
        if constexpr (std::same_as<Extra, AtFront>) {
            manner.at_front = true;
        } else if constexpr (std::same_as<Extra, Once>) {
            manner.once = true;
        } else if constexpr (std::same_as<Extra, Every>) {
            manner.has_conditions = true;
            manner.period = extra.period;
        } else if constexpr (std::same_as<Extra, When>) {
            manner.has_conditions = manner.has_predicate = true;
            manner.when = extra.predicate;
        } else if constexpr (is_order<Extra>) {
            const std::size_t before = manner.wishes.size();
            manner.wishes.resize(before + WishesOf<Extra>::count);
            list_wishes(extra, manner.wishes.data() + before);
        }
    };
    (note(extras), ...);
    return manner;
}

}  // namespace detail
}  // namespace weft
