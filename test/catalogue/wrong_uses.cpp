// SPDX-License-Identifier: MIT
// Every wrong use that weft refuses at run time, as a table: who refuses it in lib/messages.cpp, the use, and the exact
// text. What the compiler refuses stands in test/must_not_compile. every_message_has_a_case.py reads the first column.
#include "../unit/hooks.hpp"

#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

using namespace weft::literals;

namespace shop {

struct Order {
    int number = 0;
};

struct Till {
    void on_sale([[maybe_unused]] double price, [[maybe_unused]] Order& order) {}
};
HOOKS(Till, (on_sale, price, order))

#ifdef WEFT_TEST_REFLECTION
struct Scale {
    void on_weigh([[maybe_unused]] int grams) {}
    void on_weigh([[maybe_unused]] const std::string& text) {}
};
struct Drawer {
    void on_open([[maybe_unused]] std::optional<int> coins) {}
    void on_open([[maybe_unused]] std::optional<double> notes) {}
};
#endif

}  // namespace shop

namespace {

using weft::ArgMap;
using weft::Args;
using weft::Fabric;

enum class Kind : std::uint8_t { error, argument_error };

struct WrongUse {
    std::string_view refused_by;
    Kind kind;
    std::function<void(Fabric&)> use;
    std::string_view text;
};

/// The place of a `connect` in a text is `F:L` in the table.
std::string without_places(const std::string& text) {
    static const std::regex place(R"([^ ]*wrong_uses\.cpp:[0-9]+)");
    return std::regex_replace(text, place, "F:L");
}

void check(const std::vector<WrongUse>& table) {
    for (const WrongUse& wrong : table) {
        Fabric fabric;
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

}  // namespace

BOOST_AUTO_TEST_CASE(what_is_refused_at_registration) {
    check({
        {"refuse_empty_hook", Kind::error, [](Fabric& fabric) { fabric.connect("", [] {}); },
         "handler at F:L: the hook's name is empty, expected the name of a moment of the loop"},
        {"refuse_empty_hook", Kind::error,
         [](Fabric& fabric) { fabric.connect(static_cast<const char*>(nullptr), [] {}); },
         "handler at F:L: the hook's name is empty, expected the name of a moment of the loop"},
        {"refuse_empty_declaration", Kind::error, [](Fabric& fabric) { fabric.declare(""); },
         "declare at F:L: the hook's name is empty, expected the name of a moment of the loop"},
        {"refuse_period", Kind::error,
         [](Fabric& fabric) {
             fabric.connect(
                 "on_sale", [] {}, weft::every(0));
         },
         "on_sale: handler at F:L: every(0) would never run it, expected every(n) with n of at least 1"},
        {"refuse_function", Kind::error,
         [](Fabric& fabric) { fabric.connect("on_sale", std::function<void()>()); },
         "on_sale: handler at F:L: the function is empty, expected one that can be called"},
        {"refuse_function", Kind::error,
         [](Fabric& fabric) { fabric.connect("on_sale", static_cast<void (*)()>(nullptr)); },
         "on_sale: handler at F:L: the function is empty, expected one that can be called"},
        {"refuse_callback", Kind::error, [](Fabric& fabric) { fabric.add(std::shared_ptr<shop::Till>()); },
         "shop::Till: the pointer to the callback is null or has expired, expected an object"},
        {"refuse_callback", Kind::error, [](Fabric& fabric) { fabric.add(std::unique_ptr<shop::Till>()); },
         "shop::Till: the pointer to the callback is null or has expired, expected an object"},
        {"refuse_callback", Kind::error, [](Fabric& fabric) { fabric.add(std::weak_ptr<shop::Till>()); },
         "shop::Till: the pointer to the callback is null or has expired, expected an object"},
        {"refuse_callback", Kind::error,
         [](Fabric& fabric) { fabric.observe(std::shared_ptr<weft::Unused>()); },
         "weft::Unused: the pointer to the callback is null or has expired, expected an object"},
        {"refuse_default", Kind::error,
         [](Fabric& fabric) {
             fabric.connect(
                 "on_sale", [](std::int8_t) {}, "price"_a = 128);
         },
         "connect: the default of a parameter (signed char) does not fit: expected a value of its range, or "
         "text that is not null"},
        {"refuse_default", Kind::error,
         [](Fabric& fabric) {
             fabric.connect(
                 "on_sale", [](const std::string&) {}, "name"_a = static_cast<const char*>(nullptr));
         },
         "connect: the default of a parameter (std::string) does not fit: expected a value of its range, or "
         "text that is not null"},
        {"refuse_quarantine", Kind::error, [](Fabric& fabric) { fabric.on_error(weft::quarantine(0)); },
         "quarantine(0) would block handlers that never failed, expected quarantine(n) with n of at least 1"},
        {"refuse_report", Kind::error, [](Fabric& fabric) { fabric.on_error(weft::quarantine(3, nullptr)); },
         "quarantine: the function that reports is empty, expected one that can be called"},
    });
}

BOOST_AUTO_TEST_CASE(what_is_refused_against_declarations) {
    check({
        {"undeclared_hook", Kind::error,
         [](Fabric& fabric) {
             fabric.add(shop::Till{});
             fabric.declare("on_sales", "price"_a);
             fabric.check();
         },
         "on_sale: shop::Till listens to a hook that is not declared: did you mean 'on_sales'?"},
        {"undeclared_hook", Kind::error,
         [](Fabric& fabric) {
             fabric.declare("on_refund");
             fabric.strict();
             fabric.connect("on_sale", [] {});
         },
         "on_sale: handler at F:L listens to a hook that is not declared"},
        {"undeclared_parameter", Kind::error,
         [](Fabric& fabric) {
             fabric.declare("on_sale", "prize"_a, "order"_a);
             fabric.strict();
             fabric.add(shop::Till{});
         },
         "on_sale: shop::Till takes 'price' (double), which the hook is not declared to pass; it passes "
         "{prize, "
         "order}: did you mean 'prize'?"},
        {"refuse_problems", Kind::error,
         [](Fabric& fabric) {
             fabric.declare("on_sale");
             fabric.add(shop::Till{});
             fabric.check();
         },
         "on_sale: shop::Till takes 'price' (double), which the hook is not declared to pass; it passes {}\n"
         "on_sale: shop::Till takes 'order' (shop::Order&), which the hook is not declared to pass; it "
         "passes {}"},
        {"refuse_call", Kind::error,
         [](Fabric& fabric) {
             fabric.declare("on_sale");
             fabric.strict();
             fabric.call("on_sael");
         },
         "on_sael: the call of a hook that is not declared, on a strict fabric: did you mean 'on_sale'?"},
    });
}

BOOST_AUTO_TEST_CASE(what_is_refused_in_a_call) {
    check({
        {"refuse_absent", Kind::argument_error,
         [](Fabric& fabric) {
             shop::Order order;
             fabric.add(shop::Till{});
             fabric.call("on_sale", "prices"_a = 1.5, "order"_a = order);
         },
         "on_sale: shop::Till takes 'price' (double), but the call passes no such argument; it passes "
         "{prices, "
         "order}: did you mean 'prices'?"},
        {"refuse_absent", Kind::argument_error,
         [](Fabric& fabric) {
             fabric.add(shop::Till{});
             fabric.call("on_sale");
         },
         "on_sale: shop::Till takes 'price' (double), but the call passes no such argument; it passes {}"},
#ifndef WEFT_TEST_REFLECTION
        {"refuse_absent", Kind::argument_error,
         [](Fabric& fabric) {
             fabric.connect("on_sale", [](int, const shop::Order&) {});
             fabric.call("on_sale", 1, "order"_a = shop::Order{});
         },
         "on_sale: handler at F:L takes parameter 2 (const shop::Order&), whose name is not known, by "
         "position "
         "only, but the call passes 1 positional; it passes {<int>, order}: name it after the handler with "
         "\"name\"_a"},
#endif
        {"refuse_argument", Kind::argument_error,
         [](Fabric& fabric) {
             shop::Order order;
             fabric.add(shop::Till{});
             fabric.call("on_sale", "price"_a = "high", "order"_a = order);
         },
         "on_sale: shop::Till takes 'price' (double), but the call passes 'price' as const char*; it passes "
         "{price, order}"},
        {"refuse_argument", Kind::argument_error,
         [](Fabric& fabric) {
             const shop::Order order;
             fabric.add(shop::Till{});
             fabric.call("on_sale", 1.5, order);
         },
         "on_sale: shop::Till takes 'order' (shop::Order&), but the call passes argument 1 as const "
         "shop::Order; it "
         "passes {<double>, <shop::Order>}: pass a variable that is not const"},
        {"refuse_both", Kind::argument_error,
         [](Fabric& fabric) {
             shop::Order order;
             fabric.add(shop::Till{});
             fabric.call("on_sale", 1.5, "order"_a = order, "price"_a = 2.5);
         },
         "on_sale: shop::Till takes 'price' (double), but the call passes it twice, as argument 0 and by "
         "name; it "
         "passes {<double>, order, price}"},
        {"refuse_value", Kind::argument_error,
         [](Fabric& fabric) {
             fabric.connect(
                 "on_sale", [](std::uint8_t) {}, "count"_a);
             fabric.call("on_sale", "count"_a = -1);
         },
         "on_sale: handler at F:L takes 'count' (unsigned char), but the call passes 'count' as -1 (int), "
         "expected "
         "0 to 255; it passes {count}"},
        {"refuse_value", Kind::argument_error,
         [](Fabric& fabric) {
             fabric.connect(
                 "on_sale", [](const std::string&) {}, "name"_a);
             fabric.call("on_sale", static_cast<const char*>(nullptr));
         },
         "on_sale: handler at F:L takes 'name' (const std::string&), but the call passes argument 0 as a "
         "null const "
         "char*, expected text; it passes {<const char*>}"},
        {"refuse_result", Kind::argument_error,
         [](Fabric& fabric) {
             fabric.connect("on_count", [] { return 300; });
             static_cast<void>(fabric.collect<std::int8_t>("on_count"));
         },
         "on_count: handler at F:L is asked for a signed char, but returns 300 (int), expected -128 to 127"},
        {"refuse_name", Kind::argument_error,
         [](Fabric& fabric) { fabric.call("on_sale", weft::arg("", 1)); },
         "on_sale: an argument's name is empty"},
        {"refuse_name", Kind::argument_error,
         [](Fabric& fabric) { fabric.call("on_sale", weft::arg("price", 1), weft::arg("price", 2)); },
         "on_sale: the argument 'price' is given twice"},
        {"refuse_missing", Kind::argument_error,
         [](Fabric& fabric) {
             fabric.connect("on_sale", [](const Args& args) { return args.get<double>("prize"); });
             fabric.call("on_sale", "price"_a = 1.5);
         },
         "on_sale: handler at F:L asks for 'prize' (double), but the call passes no such argument; it passes "
         "{price}: did you mean 'price'?"},
        {"refuse_missing", Kind::argument_error,
         [](Fabric& fabric) {
             fabric.connect("on_sale", [](const Args& args) { return args.get<double>(1); });
             fabric.call("on_sale", "price"_a = 1.5);
         },
         "on_sale: handler at F:L asks for argument 1 (double), but the call passes 1: {price}"},
        {"Arg::refuse", Kind::argument_error,
         [](Fabric& fabric) {
             fabric.connect("on_sale", [](const Args& args) { return args.get<std::int8_t>("price"); });
             fabric.call("on_sale", "price"_a = 500);
         },
         "on_sale: handler at F:L asks for 'price' (signed char), but the call passes 500 (int), expected "
         "-128 to "
         "127"},
        {"Arg::refuse", Kind::argument_error,
         [](Fabric& fabric) {
             fabric.connect("on_sale", [](const Args& args) { return args.get<int&>(0); });
             fabric.call("on_sale", 500);
         },
         "on_sale: handler at F:L asks for an argument (int&), but the call passes const int"},
#ifdef WEFT_TEST_REFLECTION
        {"refuse_overloads", Kind::argument_error,
         [](Fabric& fabric) {
             fabric.add(shop::Scale{});
             fabric.call("on_weigh", true);
         },
         "on_weigh: shop::Scale takes neither ('grams' (int)) nor ('text' (const std::string&)) from this "
         "call; it "
         "passes {<bool>}"},
        {"refuse_tie", Kind::argument_error,
         [](Fabric& fabric) {
             fabric.add(shop::Drawer{});
             fabric.call("on_open");
         },
         "on_open: shop::Drawer takes both ('coins' (std::optional<int>)) and ('notes' "
         "(std::optional<double>)), "
         "which fit equally well; it passes {}: remove one of the overloads"},
#endif
    });
}

BOOST_AUTO_TEST_CASE(what_is_refused_in_a_map) {
    check({
        {"refuse_name", Kind::argument_error, [](Fabric&) { ArgMap().set("", 1); },
         "ArgMap: an argument's name is empty"},
        {"refuse_name", Kind::argument_error,
         [](Fabric&) {
             const ArgMap map{weft::arg("price", 1), weft::arg("price", 2)};
         },
         "ArgMap: the argument 'price' is given twice"},
        {"refuse_null_text", Kind::argument_error,
         [](Fabric&) { ArgMap().set("name", static_cast<const char*>(nullptr)); },
         "ArgMap: 'name' is a null const char*, expected text"},
        {"refuse_missing", Kind::argument_error,
         [](Fabric&) { static_cast<void>(ArgMap{"price"_a = 1}.get<int>("order")); },
         "ArgMap asks for 'order' (int), but the map holds no such argument; it holds {price}"},
        {"Arg::refuse", Kind::argument_error,
         [](Fabric&) { static_cast<void>(ArgMap{"price"_a = 1}.get<std::string>("price")); },
         "ArgMap asks for 'price' (std::string), but the map holds int"},
        {"refuse_copy", Kind::argument_error,
         [](Fabric& fabric) {
             fabric.connect("on_sale", [](const Args& args) { const ArgMap kept{args}; });
             fabric.call("on_sale", "order"_a = std::make_unique<int>(1));
         },
         "ArgMap: 'order' (std::unique_ptr<int, std::default_delete<int>>) cannot be copied, and a map keeps "
         "copies: keep a std::shared_ptr"},
        {"refuse_copy", Kind::argument_error,
         [](Fabric& fabric) {
             fabric.connect("on_sale", [](const Args& args) { const ArgMap kept{args}; });
             fabric.call("on_sale", std::make_unique<int>(1));
         },
         "ArgMap: a positional argument (std::unique_ptr<int, std::default_delete<int>>) cannot be copied, "
         "and a "
         "map keeps copies: keep a std::shared_ptr"},
    });
}
