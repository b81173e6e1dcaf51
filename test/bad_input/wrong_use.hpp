// SPDX-License-Identifier: MIT
// A row of the table of wrong uses, and what every row is held against.
#pragma once

#include "hooks.hpp"

#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

namespace shop {

struct Order {
    int number = 0;
};

/// Reads as a number, if it has one.
struct Weight {
    std::optional<double> grams;
};

/// The language converts it to a number, and weft does not.
struct Price {
    operator double() const { return 2.5; }  // NOLINT(google-explicit-constructor): see above
};

struct Till {
    void on_sale([[maybe_unused]] double price, [[maybe_unused]] Order& order) {}
};
HOOKS(Till, (on_sale, price, order))

}  // namespace shop

template <>
struct weft::Reading<shop::Weight> {
    static std::optional<double> number(const shop::Weight& weight) { return weight.grams; }
};

enum class Kind : std::uint8_t { error, argument_error };

struct WrongUse {
    std::string_view refused_by;
    Kind kind;
    std::function<void(weft::Fabric&)> use;
    std::string_view text;
};

/// The place of a `connect` in a text is `F:L` in the table.
inline std::string without_places(const std::string& text) {
    static const std::regex place(R"([^ ]*wrong_\w+\.cpp:[0-9]+)");
    return std::regex_replace(text, place, "F:L");
}

inline void check(const std::vector<WrongUse>& table) {
    for (const WrongUse& wrong : table) {
        weft::Fabric fabric;
        std::string text = "nothing";
        Kind kind{};
        try {
            wrong.use(fabric);
        } catch (const weft::ArgumentError& error) {
            text = error.what();
            kind = Kind::argument_error;
        } catch (const weft::Error& error) {
            text = error.what();
            kind = Kind::error;
        }
        BOOST_TEST_CONTEXT(wrong.refused_by) {
            BOOST_TEST(without_places(text) == wrong.text);
            BOOST_TEST((kind == wrong.kind));
        }
    }
}
