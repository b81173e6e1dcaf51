// SPDX-License-Identifier: MIT
// The extras of `connect` and `add` that order the handlers of a hook by name.
#pragma once

#include <weft/detail/export.hpp>

#include <concepts>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>

namespace weft {

namespace detail {

/// How an extra keeps a name: a `std::string` as a copy, any other text as a view, so that extras of literals are constants.
template <class Given>
using OrderName =
    std::conditional_t<std::same_as<std::remove_cvref_t<Given>, std::string>, std::string, std::string_view>;

template <class Given>
concept OrderText = std::convertible_to<const Given&, std::string_view>;

/// A null pointer becomes the empty name, which registration refuses.
template <class Given>
constexpr OrderName<Given> order_name(const Given& given) {
    if constexpr (std::is_pointer_v<Given>) {
        return given != nullptr ? std::string_view(given) : std::string_view();
    } else {
        return OrderName<Given>(given);
    }
}

}  // namespace detail

/// What `named` makes.
template <class Name>
struct Named {
    Name name;
};
/// What `before` makes.
template <class... Names>
struct Before {
    std::tuple<Names...> names;
};
/// What `after` makes.
template <class... Names>
struct After {
    std::tuple<Names...> names;
};
/// The type of `before_all`.
struct BeforeAll {};
/// The type of `after_all`.
struct AfterAll {};

/// Gives a callback or a function the name that others order themselves by, and that errors and reports show:
/// `fabric.add(Saver{}, weft::named("saver"))`. Without it a callback goes by the name of its class, spelled with or without
/// its namespaces, and a function has no name.
///
/// Registration copies the name. An extra that outlives the expression it is made in keeps a `std::string` as a copy, and
/// refers to any other text.
template <detail::OrderText Name>
[[nodiscard]] constexpr Named<detail::OrderName<Name>> named(const Name& name) {
    return {detail::order_name(name)};
}

/// Puts the handler before all those on its hook that go by one of these names, whether they are registered earlier or later:
/// `fabric.add(Plot{}, weft::before("Checkpoint", "Report"))`. Given to `add` it holds for each hook of the callback.
///
/// The order is that of registration, changed only as far as such wishes ask. To find it, walk the handlers in the order of
/// registration (`before_all` first, `after_all` last, `at_front` first within each): before each, by the same rule, comes what
/// has to precede it. A name that nobody has asks for nothing; `Fabric::check` lists it. A wish that closes a circle is refused
/// with an `Error` at registration. Names are kept as by `named`.
template <detail::OrderText... Names>
[[nodiscard]] constexpr Before<detail::OrderName<Names>...> before(const Names&... names) {
    static_assert(sizeof...(Names) > 0,
                  "weft: before needs the name of a callback: weft::before(\"Checkpoint\")");
    return {{detail::order_name(names)...}};
}

/// Puts the handler after all those on its hook that go by one of these names: see `before`.
template <detail::OrderText... Names>
[[nodiscard]] constexpr After<detail::OrderName<Names>...> after(const Names&... names) {
    static_assert(sizeof...(Names) > 0,
                  "weft: after needs the name of a callback: weft::after(\"EarlyStopping\")");
    return {{detail::order_name(names)...}};
}

/// Puts the handler before all others of its hook that do not say the same, whenever they are registered. A name beats it: what
/// asks to be before a handler with `before_all` joins those, and what has to precede one comes before it.
inline constexpr BeforeAll before_all{};
/// Puts the handler after all others of its hook that do not say the same, whenever they are registered. A name beats it: what
/// asks to be after a handler with `after_all` joins those.
inline constexpr AfterAll after_all{};

}  // namespace weft
