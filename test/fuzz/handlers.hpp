// SPDX-License-Identifier: MIT
// The handlers that fuzzed calls run, each with what it should hear.
#pragma once

#include "table.hpp"

#include <weft/weft.hpp>

#include <memory>

namespace fuzz {

using Texts = std::vector<std::string>;

struct HandlerCase {
    /// Connects a handler that writes what it hears into the texts.
    void (*connect)(weft::Fabric& fabric, Texts& heard);
    /// Adds what it hears of these arguments; false where the call has to be refused.
    bool (*expect)(const std::vector<Argument>& arguments, Texts& expected);
    /// Keeps the rest of the call from running.
    bool vetoes = false;
};

enum class Naming { by_name, by_position, with_default };

template <class Type>
Type default_of() {
    if constexpr (is_text<Type>) {
        return "default";
    } else {
        return Type(7);
    }
}

template <class Parameter, Naming naming>
bool expect_one(const std::vector<Argument>& arguments, std::size_t place, std::string_view name,
                Texts& expected) {
    using Bare = std::remove_cvref_t<Parameter>;
    const Argument* argument = nullptr;
    if (!find_argument(arguments, place, naming == Naming::by_position ? "" : name, argument)) {
        return false;
    }
    if (argument == nullptr) {
        if constexpr (naming == Naming::with_default) {
            expected.push_back(show(default_of<Bare>()));
            return true;
        } else if constexpr (!std::is_void_v<typename Inside<Bare>::type>) {
            expected.push_back("none");
            return true;
        }
        return false;
    }
    const std::optional<std::string> text = taken_by<Parameter>(*argument);
    if (text.has_value()) {
        expected.push_back(*text);
    }
    return text.has_value();
}

template <class Parameter, Naming naming>
constexpr HandlerCase one() {
    return {[](weft::Fabric& fabric, Texts& heard) {
                using namespace weft::literals;
                const auto handler = [&heard](Parameter a) { heard.push_back(show(a)); };
                if constexpr (naming == Naming::by_name) {
                    fabric.connect("on_x", handler, "a"_a);
                } else if constexpr (naming == Naming::by_position) {
                    fabric.connect("on_x", handler);
                } else {
                    fabric.connect("on_x", handler, "a"_a = default_of<std::remove_cvref_t<Parameter>>());
                }
            },
            [](const std::vector<Argument>& arguments, Texts& expected) {
                return expect_one<Parameter, naming>(arguments, 0, "a", expected);
            }};
}

template <class First, class Second>
constexpr HandlerCase two() {
    return {[](weft::Fabric& fabric, Texts& heard) {
                using namespace weft::literals;
                fabric.connect(
                    "on_x",
                    [&heard](First a, const weft::Args& args, Second b) {
                        heard.push_back(show(a));
                        heard.push_back(show(b));
                        heard.push_back(show(args.size()));
                    },
                    "a"_a, "b"_a);
            },
            [](const std::vector<Argument>& arguments, Texts& expected) {
                Texts own;
                if (!expect_one<First, Naming::by_name>(arguments, 0, "a", own) ||
                    !expect_one<Second, Naming::by_name>(arguments, 1, "b", own)) {
                    return false;
                }
                expected.insert(expected.end(), own.begin(), own.end());
                expected.push_back(show(arguments.size()));
                return true;
            }};
}

/// Takes a `Next` too, and calls it, or does not.
template <class Parameter, bool vetoes = false>
constexpr HandlerCase around() {
    return {[](weft::Fabric& fabric, Texts& heard) {
                using namespace weft::literals;
                fabric.connect(
                    "on_x",
                    [&heard](const weft::Next& next, Parameter a) {
                        heard.push_back(show(a));
                        if (!vetoes) {
                            next();
                        }
                    },
                    "a"_a);
            },
            [](const std::vector<Argument>& arguments, Texts& expected) {
                return expect_one<Parameter, Naming::by_name>(arguments, 0, "a", expected);
            },
            vetoes};
}

/// A function of a DynamicCallback asks for names, and takes what they name whatever its type.
inline HandlerCase dynamic() {
    return {[](weft::Fabric& fabric, Texts& heard) {
                weft::DynamicCallback callback("Dynamic");
                callback.on("on_x", {"a", weft::optional("b")},
                            [&heard](const weft::Args& args) { heard.push_back(show(args.size())); });
                fabric.add(std::move(callback));
            },
            [](const std::vector<Argument>& arguments, Texts& expected) {
                const Argument* a = nullptr;
                const Argument* b = nullptr;
                if (!find_argument(arguments, 0, "a", a) || a == nullptr ||
                    !find_argument(arguments, 1, "b", b)) {
                    return false;
                }
                expected.push_back(show(arguments.size()));
                return true;
            }};
}

/// By name, by position, and with a default where the parameter may have one.
template <class... Parameters>
std::vector<HandlerCase> each() {
    return {one<Parameters, Naming::by_name>()..., one<Parameters, Naming::by_position>()...};
}

inline const std::vector<HandlerCase>& all_handlers() {
    static const std::vector<HandlerCase> all = [] {
        std::vector<HandlerCase> cases =
            each<signed char, short, int, const int&, long, unsigned char, unsigned, unsigned long, float,
                 double, const double&, bool, char, Color, std::string, const std::string&, std::string_view,
                 std::optional<int>, std::optional<std::string>, int&, double&, std::string&, const Base&,
                 Base&, Base, const Derived&, const std::optional<int>&, std::optional<double>, Measured,
                 Base*, const Base*, Derived*, Base*&, std::shared_ptr<Base>,
                 const std::shared_ptr<const Base>&, std::shared_ptr<Derived>&>();
        cases.insert(cases.end(), {one<int, Naming::with_default>(),
                                   one<const double&, Naming::with_default>(),
                                   one<std::string, Naming::with_default>(),
                                   one<std::string_view, Naming::with_default>(),
                                   two<int, double>(),
                                   two<int, double&>(),
                                   two<double&, int>(),
                                   two<std::string_view, int>(),
                                   two<std::optional<int>, int&>(),
                                   two<int&, std::optional<int>>(),
                                   two<const Base&, Base&>(),
                                   two<std::string, std::string&>(),
                                   two<bool, Color>(),
                                   two<short, long>(),
                                   around<int>(),
                                   around<double&>(),
                                   around<std::string_view>(),
                                   around<std::optional<int>>(),
                                   around<const Base&>(),
                                   around<int, true>(),
                                   around<std::string, true>(),
                                   dynamic()});
        return cases;
    }();
    return all;
}

}  // namespace fuzz
