// SPDX-License-Identifier: MIT
// The order that extras ask for, and that a class asks for by its `weft_order`, as one list of wishes.
#pragma once

#include <weft/order.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <tuple>
#include <type_traits>

namespace weft::detail {

/// One thing that an extra asks for. `before` and `after` have one for each of their names.
struct Wish {
    enum class Kind : std::uint8_t { named, before, after, before_all, after_all };

    Kind kind;
    std::string_view name{};  ///< Refers to the extra.
};

/// Writes one wish for each name.
template <Wish::Kind kind, class... Names>
constexpr void list_names(const std::tuple<Names...>& all, Wish* to) {
    std::apply([to](const Names&... names) mutable { ((*to++ = {kind, names}), ...); }, all);
}

/// How many wishes an extra makes, and what they are. Only for the extras of order.
template <class Extra>
struct WishesOf {
    static constexpr bool is_order = false;
};
template <class Name>
struct WishesOf<Named<Name>> {
    static constexpr bool is_order = true;
    static constexpr std::size_t count = 1;
    static constexpr void list(const Named<Name>& extra, Wish* to) { *to = {Wish::Kind::named, extra.name}; }
};
template <class... Names>
struct WishesOf<Before<Names...>> {
    static constexpr bool is_order = true;
    static constexpr std::size_t count = sizeof...(Names);
    static constexpr void list(const Before<Names...>& extra, Wish* to) {
        list_names<Wish::Kind::before>(extra.names, to);
    }
};
template <class... Names>
struct WishesOf<After<Names...>> {
    static constexpr bool is_order = true;
    static constexpr std::size_t count = sizeof...(Names);
    static constexpr void list(const After<Names...>& extra, Wish* to) {
        list_names<Wish::Kind::after>(extra.names, to);
    }
};
template <>
struct WishesOf<BeforeAll> {
    static constexpr bool is_order = true;
    static constexpr std::size_t count = 1;
    static constexpr void list(BeforeAll, Wish* to) { *to = {Wish::Kind::before_all}; }
};
template <>
struct WishesOf<AfterAll> {
    static constexpr bool is_order = true;
    static constexpr std::size_t count = 1;
    static constexpr void list(AfterAll, Wish* to) { *to = {Wish::Kind::after_all}; }
};

template <class Extra>
inline constexpr bool is_order = WishesOf<Extra>::is_order;

/// How many wishes these extras make, other extras among them.
template <class Extra>
consteval std::size_t wish_count_of() {
    if constexpr (is_order<Extra>) {
        return WishesOf<Extra>::count;
    } else {
        return 0;
    }
}
template <class... Extras>
inline constexpr std::size_t wish_count = (std::size_t{0} + ... + wish_count_of<Extras>());

/// Writes the wishes of one extra, and returns where those of the next go.
template <class Extra>
constexpr Wish* list_wishes(const Extra& extra, Wish* to) {
    if constexpr (is_order<Extra>) {
        WishesOf<Extra>::list(extra, to);
        to += WishesOf<Extra>::count;
    }
    return to;
}

/// The names of `named` and the places `before_all` and `after_all` among the extras.
template <class Extra>
inline constexpr bool gives_name = false;
template <class Name>
inline constexpr bool gives_name<Named<Name>> = true;
template <class Extra>
inline constexpr bool is_end = std::is_same_v<Extra, BeforeAll> || std::is_same_v<Extra, AfterAll>;
template <class... Extras>
inline constexpr bool has_two_names = (0 + ... + int{gives_name<Extras>}) > 1;
template <class... Extras>
inline constexpr bool has_two_ends = (0 + ... + int{is_end<Extras>}) > 1;

/// The wishes of a class, made from its `weft_order`.
template <class Extra>
struct OrderOf {
    static constexpr bool are_extras = is_order<Extra>;
    static constexpr bool is_contrary = false;
    static constexpr std::size_t count = wish_count<Extra>;
    static constexpr void list(const Extra& order, Wish* to) { list_wishes(order, to); }
};
template <class... Extras>
struct OrderOf<std::tuple<Extras...>> {
    static constexpr bool are_extras = (is_order<Extras> && ...);
    static constexpr bool is_contrary = has_two_names<Extras...> || has_two_ends<Extras...>;
    static constexpr std::size_t count = wish_count<Extras...>;
    static constexpr void list(const std::tuple<Extras...>& order, Wish* to) {
        std::apply([to](const Extras&... extras) mutable { ((to = list_wishes(extras, to)), ...); }, order);
    }
};

/// Whether the class has a `weft_order` that can be read from outside, of whatever kind.
template <class Object>
concept ShowsOrder = requires { Object::weft_order; };

/// Whether that is a static member.
template <class Object>
concept HasStaticOrder = requires { requires !std::is_member_pointer_v<decltype(&Object::weft_order)>; };

/// Whether that is a constant, too: one that can be copied while the program is compiled.
template <class Object>
concept HasConstantOrder = HasStaticOrder<Object> && requires {
    typename std::integral_constant<
        bool,
        (static_cast<void>(std::remove_cvref_t<decltype(Object::weft_order)>(Object::weft_order)), true)>;
};

template <class Object>
inline constexpr std::size_t class_wish_count = 0;
template <HasConstantOrder Object>
inline constexpr std::size_t class_wish_count<Object> =
    OrderOf<std::remove_cvref_t<decltype(Object::weft_order)>>::count;

/// The wishes of the class; none for most.
template <class Object>
inline constexpr std::array<Wish, class_wish_count<Object>> class_wishes = [] {
    std::array<Wish, class_wish_count<Object>> all{};
    if constexpr (class_wish_count<Object> > 0) {
        OrderOf<std::remove_cvref_t<decltype(Object::weft_order)>>::list(Object::weft_order, all.data());
    }
    return all;
}();

/// The second `weft_order` in `WithOrder`.
struct OwnOrder {
    int weft_order;
};

/// Inherits two members of that name, so that it is ambiguous, where `Type` has one of its own.
template <class Type>
struct WithOrder : Type, OwnOrder {};

/// Whether the class has a `weft_order` at all: a private one, too. False for a final class, which cannot be inherited from, and
/// for one with virtual functions, which may not allow it either.
template <class Type>
inline constexpr bool has_any_order = false;
template <class Type>
    requires(std::is_class_v<Type> && !std::is_final_v<Type> && !std::is_polymorphic_v<Type>)
inline constexpr bool has_any_order<Type> = !ShowsOrder<WithOrder<Type>>;

/// What is wrong with the `weft_order` of a class.
enum class OrderFault : std::uint8_t { none, hidden, no_order, contrary, empty_name };

template <class Object>
consteval OrderFault fault_of_order() {
    if constexpr (!ShowsOrder<Object>) {
        constexpr bool is_hidden = has_any_order<std::remove_cv_t<Object>>;
        return is_hidden ? OrderFault::hidden : OrderFault::none;
    } else if constexpr (!HasConstantOrder<Object>) {
        return OrderFault::no_order;
    } else {
        using Given = OrderOf<std::remove_cvref_t<decltype(Object::weft_order)>>;
        if constexpr (!Given::are_extras) {
            return OrderFault::no_order;
        } else if constexpr (Given::is_contrary) {
            return OrderFault::contrary;
        } else {
            for (const Wish& wish : class_wishes<Object>) {
                if (wish.name.empty() && wish.kind != Wish::Kind::before_all &&
                    wish.kind != Wish::Kind::after_all) {
                    return OrderFault::empty_name;
                }
            }
            return OrderFault::none;
        }
    }
}

}  // namespace weft::detail
