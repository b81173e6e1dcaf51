// SPDX-License-Identifier: MIT
// The table of wrong uses (wrong_uses.cpp), its part about calls.
#include "wrong_use.hpp"

#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <thread>

using namespace weft::literals;
using weft::ArgMap;
using weft::Args;
using weft::Fabric;

#ifdef WEFT_TEST_REFLECTION

namespace shop {

struct Scale {
    void on_weigh([[maybe_unused]] int grams) {}
    void on_weigh([[maybe_unused]] const std::string& text) {}
};
struct Drawer {
    void on_open([[maybe_unused]] std::optional<int> coins) {}
    void on_open([[maybe_unused]] std::optional<double> notes) {}
};

}  // namespace shop
#endif

BOOST_AUTO_TEST_SUITE(wrong_calls_tests)

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
        {"refuse_argument", Kind::argument_error,
         [](Fabric& fabric) {
             fabric.connect(
                 "on_sale", [](double) {}, "price"_a);
             fabric.call("on_sale", "price"_a = shop::Price());
         },
         "on_sale: handler at F:L takes 'price' (double), but the call passes 'price' as shop::Price; it "
         "passes "
         "{price}: specialize weft::Reading<shop::Price> to have it read as a number"},
        {"refuse_value", Kind::argument_error,
         [](Fabric& fabric) {
             fabric.connect(
                 "on_sale", [](double) {}, "weight"_a);
             fabric.call("on_sale", "weight"_a = shop::Weight());
         },
         "on_sale: handler at F:L takes 'weight' (double), but the call passes 'weight' as <shop::Weight> "
         "(shop::Weight), expected a value that reads as a number; it passes {weight}"},
        {"refuse_value", Kind::argument_error,
         [](Fabric& fabric) {
             fabric.connect(
                 "on_sale", [](float) {}, "weight"_a);
             fabric.call("on_sale", "weight"_a = shop::Weight{1e300});
         },
         "on_sale: handler at F:L takes 'weight' (float), but the call passes 'weight' as 1e+300 "
         "(shop::Weight), "
         "expected -3.4028235e+38 to 3.4028235e+38; it passes {weight}"},
        {"refuse_result", Kind::argument_error,
         [](Fabric& fabric) {
             fabric.connect("on_weigh", [] { return shop::Weight(); });
             static_cast<void>(fabric.collect<double>("on_weigh"));
         },
         "on_weigh: handler at F:L is asked for a double, but returns <shop::Weight> (shop::Weight), "
         "expected a "
         "value that reads as a number"},
        {"Arg::refuse", Kind::argument_error,
         [](Fabric& fabric) {
             fabric.connect("on_sale", [](const Args& args) { return args.get<double>("price"); });
             fabric.call("on_sale", "price"_a = shop::Price());
         },
         "on_sale: handler at F:L asks for 'price' (double), but the call passes shop::Price: specialize "
         "weft::Reading<shop::Price> to have it read as a number"},
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
        {"refuse_missing", Kind::argument_error,
         [](Fabric& fabric) {
             // Nobody listens, so the hook is not the fabric's: the observer is the one who asks.
             fabric.observe([](const weft::Event& event) { return event.args().get<int>("order"); });
             fabric.call("on_sale", "price"_a = 1.5);
         },
         "call asks for 'order' (int), but the call passes no such argument; it passes {price}"},
        {"refuse_empty_lazy", Kind::error,
         [](Fabric& fabric) { fabric.call("on_sale", weft::lazy(std::function<int()>())); },
         "lazy: the function is empty, expected one that can be called"},
        {"refuse_not_made", Kind::error,
         [](Fabric& fabric) {
             const Args* passed = nullptr;
             fabric.connect("on_sale", [&passed](const Args& args) {
                 passed = &args;
                 return args.get<int>("price");
             });
             fabric.call("on_sale", "price"_a = weft::lazy([&passed] { return passed->get<int>("price"); }));
         },
         "on_sale: handler at F:L asks for 'price' in the function that makes it, expected one that does not "
         "need it"},
        {"refuse_not_made", Kind::error,
         [](Fabric& fabric) {
             std::exception_ptr thrown;
             fabric.connect("on_sale", [&thrown](const Args& args) {
                 std::thread([&] {
                     try {
                         static_cast<void>(args.get<int>(0));
                     } catch (...) {
                         thrown = std::current_exception();
                     }
                 }).join();
             });
             fabric.call("on_sale", weft::lazy([] { return 1; }));
             std::rethrow_exception(thrown);
         },
         "on_sale: another thread asks for a lazy argument, which is not made yet, expected the thread of "
         "the "
         "call: take it there first"},
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

namespace {

/// Passes a value that no `Number` holds to a parameter of that type.
template <class Number, class Given>
std::string refusal_of(Given given) {
    Fabric fabric;
    fabric.connect(
        "on_sale", [](Number) {}, "count"_a);
    try {
        fabric.call("on_sale", "count"_a = given);
    } catch (const weft::ArgumentError& error) {
        const std::string text = error.what();
        const std::size_t start = text.find("but the call passes");
        return text.substr(start, text.find(';') - start);
    }
    return "nothing";
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_does_not_fit_is_told_with_the_range_of_each_number) {
    constexpr unsigned long long huge = 18446744073709551615U;
    const std::string huge_found =
        "but the call passes 'count' as 18446744073709551615 (unsigned long long), expected ";
    const std::string negative_found = "but the call passes 'count' as -1 (int), expected ";
    BOOST_TEST(refusal_of<std::int8_t>(huge) == huge_found + "-128 to 127");
    BOOST_TEST(refusal_of<std::int16_t>(huge) == huge_found + "-32768 to 32767");
    BOOST_TEST(refusal_of<std::int32_t>(huge) == huge_found + "-2147483648 to 2147483647");
    BOOST_TEST(refusal_of<std::int64_t>(huge) == huge_found + "-9223372036854775808 to 9223372036854775807");
    BOOST_TEST(refusal_of<std::uint8_t>(-1) == negative_found + "0 to 255");
    BOOST_TEST(refusal_of<std::uint16_t>(-1) == negative_found + "0 to 65535");
    BOOST_TEST(refusal_of<std::uint32_t>(-1) == negative_found + "0 to 4294967295");
    BOOST_TEST(refusal_of<std::uint64_t>(-1) == negative_found + "0 to 18446744073709551615");
    const std::string big_found = "but the call passes 'count' as 1e+300 (double), expected ";
    BOOST_TEST(refusal_of<float>(1e300) == big_found + "-3.4028235e+38 to 3.4028235e+38");
}

BOOST_AUTO_TEST_SUITE_END()
