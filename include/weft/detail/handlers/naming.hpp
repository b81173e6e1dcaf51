// SPDX-License-Identifier: MIT
// The names of the parameters of a function given to `connect`: those given as extras or, with reflection, those that a
// lambda's parameters have in the source.
#pragma once

#include <weft/detail/handlers/callable.hpp>
#include <weft/detail/handlers/method.hpp>
#include <weft/detail/handlers/reflection.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>

namespace weft::detail {

/// Names from the extras of `connect`: the k-th extra that is a name belongs to the k-th parameter that takes a name.
template <class List, class... Extras>
struct Naming;

template <class... Parameters, class... Extras>
struct Naming<TypeList<Parameters...>, Extras...> {
    static constexpr std::size_t none = sizeof...(Extras);

    /// For each parameter, the place of its name among the extras, or `none`.
    static constexpr std::array<std::size_t, sizeof...(Parameters)> extra_of = [] {
        constexpr std::array<bool, sizeof...(Extras) + 1> names{names_parameter<Extras>...};
        constexpr std::array<bool, sizeof...(Parameters) + 1> takes_name{takes_argument<Parameters>...};
        std::array<std::size_t, sizeof...(Parameters)> result{};
        std::size_t extra = 0;
        for (std::size_t i = 0; i < result.size(); ++i) {
            result[i] = none;
            if (takes_name[i]) {
                while (extra < none && !names[extra]) {
                    ++extra;
                }
                result[i] = extra;
                extra += extra < none ? 1 : 0;
            }
        }
        return result;
    }();

    static constexpr std::size_t name_count = (std::size_t{0} + ... + std::size_t{names_parameter<Extras>});
    static constexpr bool is_reflected = false;

    template <class Extra>
    static constexpr std::string_view name_in() {
        if constexpr (names_parameter<Extra>) {
            return Extra::name;
        } else {
            return {};
        }
    }
    static constexpr std::string_view name_of(std::size_t parameter) {
        constexpr std::array<std::string_view, sizeof...(Extras) + 1> names{name_in<Extras>()...};
        return names[extra_of[parameter]];
    }

    /// Whether no two parameters have the same name.
    static consteval bool names_differ() {
        for (std::size_t i = 0; i < extra_of.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                if (!name_of(i).empty() && name_of(i) == name_of(j)) {
                    return false;
                }
            }
        }
        return true;
    }
};

/// Names from a lambda's own parameters, which reflection has found: `words` comes from `lambda_words`. No extra names any, so
/// all of `extra_of` is `none`.
template <class List, FixedString words>
struct LambdaNaming;

template <class... Parameters, FixedString words>
struct LambdaNaming<TypeList<Parameters...>, words> {
    static constexpr std::size_t none = 0;
    static constexpr std::array<std::size_t, sizeof...(Parameters)> extra_of{};
    static constexpr std::size_t name_count = 0;
    static constexpr bool is_reflected = false;

    static constexpr std::string_view name_of(std::size_t parameter) {
        constexpr std::array<bool, sizeof...(Parameters) + 1> takes_name{takes_argument<Parameters>...};
        if (!takes_name[parameter]) {
            return {};
        }
        std::size_t place = 0;
        for (std::size_t i = 0; i <= parameter; ++i) {
            place += takes_name[i] ? 1 : 0;
        }
        constexpr auto names = split_words<sizeof...(Parameters) + 1>(words.view());
        return names[place];
    }
    static consteval bool names_differ() { return true; }
};

/// The names of a lambda's own parameters where the extras give none and reflection knows them, else the names in the extras.
template <class Function, class Parameters, class... Extras>
consteval auto naming_of() {
    using Type = typename Callee<Function>::type;
    if constexpr (!(names_parameter<Extras> || ...) && !lambda_words<Type>().view().empty()) {
        return std::type_identity<LambdaNaming<Parameters, lambda_words<Type>()>>{};
    } else {
        return std::type_identity<Naming<Parameters, Extras...>>{};
    }
}

}  // namespace weft::detail
