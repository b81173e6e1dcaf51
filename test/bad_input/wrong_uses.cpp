// SPDX-License-Identifier: MIT
// Every wrong use that weft refuses at run time, as a table: who refuses it in the refusals.cpp of a room of lib, the use, and
// the exact text. Those of a call stand in wrong_calls.cpp, what the compiler refuses in test/must_not_compile.
// every_message_has_a_case.py reads the first column.
#include "wrong_use.hpp"

#include <weft/callbacks/background.hpp>

#include <fmt/format.h>

#include <functional>
#include <future>
#include <memory>
#include <utility>

using namespace weft::literals;
using weft::ArgMap;
using weft::Args;
using weft::Fabric;

BOOST_AUTO_TEST_SUITE(wrong_uses_tests)

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
        {"refuse_period", Kind::error, [](Fabric& fabric) { fabric.add(shop::Till(), weft::every(0)); },
         "shop::Till: every(0) would never run it, expected every(n) with n of at least 1"},
        {"refuse_predicate", Kind::error,
         [](Fabric& fabric) {
             fabric.connect(
                 "on_sale", [] {}, weft::when(std::function<bool(const Args&)>()));
         },
         "on_sale: handler at F:L: the predicate of when is empty, expected one that can be called"},
        {"refuse_predicate", Kind::error,
         [](Fabric& fabric) {
             fabric.add(shop::Till(), weft::when(static_cast<bool (*)(const Args&)>(nullptr)));
         },
         "shop::Till: the predicate of when is empty, expected one that can be called"},
        {"refuse_empty_name", Kind::error,
         [](Fabric& fabric) {
             fabric.connect(
                 "on_sale", [] {}, weft::named(""));
         },
         "on_sale: handler at F:L: a name given to named is empty, expected what a callback is called"},
        {"refuse_empty_name", Kind::error,
         [](Fabric& fabric) {
             fabric.add(shop::Till(), weft::before("Report", static_cast<const char*>(nullptr)));
         },
         "shop::Till: a name given to before is empty, expected what a callback is called"},
        {"refuse_empty_name", Kind::error,
         [](Fabric& fabric) { fabric.add(shop::Till(), weft::named("till"), weft::after(std::string())); },
         "till: a name given to after is empty, expected what a callback is called"},
        {"refuse_circle", Kind::error,
         [](Fabric& fabric) {
             fabric.add(shop::Till(), weft::before("printer\n"));
             fabric.connect(
                 "on_sale", [] {}, weft::named("printer\n"), weft::before("Till"));
         },
         "on_sale: printer\\n closes a circle: shop::Till before printer\\n before shop::Till; expected "
         "before "
         "and after to leave an order"},
        {"refuse_circle", Kind::error,
         [](Fabric& fabric) {
             fabric.connect(
                 "on_sale", [] {}, weft::before("Till"));
             fabric.connect(
                 "on_sale", [] {}, weft::named("a"), weft::after("Till"));
             fabric.add(shop::Till(), weft::after("a"));
         },
         "on_sale: shop::Till closes a circle: a before shop::Till before a; expected before and after to "
         "leave an order"},
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
        {"unknown_name", Kind::error,
         [](Fabric& fabric) {
             fabric.add(shop::Till{}, weft::after("Report", "Tall"));
             fabric.check();
         },
         "on_sale: shop::Till asks to be after 'Report', a name that nobody in the fabric has\n"
         "on_sale: shop::Till asks to be after 'Tall', a name that nobody in the fabric has: did you mean "
         "'Till'?"},
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

BOOST_AUTO_TEST_CASE(what_is_refused_of_a_callback_that_is_made_at_run_time) {
    const auto ignore = [](const Args&) {};
    check({
        {"refuse_no_name", Kind::error, [](Fabric&) { weft::DynamicCallback(""); },
         "DynamicCallback: its name is empty, expected what errors are to call it"},
        {"refuse_no_hook", Kind::error,
         [ignore](Fabric&) { weft::DynamicCallback("Till").on("", {}, ignore); },
         "Till: the hook's name is empty, expected the name of a moment of the loop"},
        {"refuse_hook_twice", Kind::error,
         [ignore](Fabric&) {
             weft::DynamicCallback("Till").on("on_sale", {}, ignore).on("on_sale", {}, ignore);
         },
         "on_sale: Till has a function for this hook already, expected one for each hook"},
        {"refuse_hooks", Kind::error,
         [ignore](Fabric&) {
             weft::DynamicCallback till("Till");
             for (int hook = 0; hook <= 4096; ++hook) {
                 till.on(fmt::format("on_{}", hook), {}, ignore);
             }
         },
         "on_4096: Till has functions for 4096 hooks already, expected no more"},
        {"refuse_next_again", Kind::error,
         [](Fabric& fabric) {
             fabric.connect("on_sale", [](const weft::Next& next) {
                 next();
                 next();
             });
             fabric.call("on_sale");
         },
         "on_sale: handler at F:L calls its Next a second time, expected one call in each run"},
        {"refuse_next_elsewhere", Kind::error,
         [](Fabric& fabric) {
             fabric.connect("on_sale", [](const weft::Next& next) {
                 std::async(std::launch::async, [&next] { next(); }).get();
             });
             fabric.call("on_sale");
         },
         "on_sale: handler at F:L calls its Next in another thread, expected the thread of the call"},
        {"refuse_body", Kind::error,
         [](Fabric& fabric) { fabric.around("on_sale", std::function<void()>()); },
         "on_sale: around at F:L: the body is empty, expected a function that can be called"},
        {"refuse_no_function", Kind::error,
         [](Fabric&) { weft::DynamicCallback("Till").on("on_sale", {}, std::function<void(const Args&)>()); },
         "on_sale: Till: the function is empty, expected one that can be called"},
        {"refuse_parameter", Kind::error,
         [ignore](Fabric&) {
             weft::DynamicCallback("Till").on("on_sale", {"price", ""}, ignore);
         },
         "on_sale: Till: a parameter's name is empty"},
        {"refuse_parameter", Kind::error,
         [ignore](Fabric&) {
             weft::DynamicCallback("Till").on("on_sale", {"price", weft::optional("price")}, ignore);
         },
         "on_sale: Till: the parameter 'price' is given twice"},
        {"refuse_next_later", Kind::error,
         [](Fabric& fabric) {
             weft::DynamicCallback till("Till");
             till.on("around_sale", {}, [](const Args&, const weft::Next& next) { next(); });
             fabric.add(weft::in_background(std::move(till)));
         },
         "around_sale: Till takes a const weft::Next&, but it is to run in the background, when the call has "
         "gone on: add it as it is, or take its hook apart from the others"},
        {"refuse_to_defer", Kind::argument_error,
         [ignore](Fabric& fabric) {
             weft::DynamicCallback till("Till");
             till.on("on_sale", {"price"}, ignore);
             fabric.add(weft::in_background(std::move(till)));
             fabric.call("on_sale", "price"_a = std::unique_ptr<double>());
         },
         "on_sale: Till runs in the background, on copies, but the call passes 'price' as "
         "std::unique_ptr<double, std::default_delete<double>>, which cannot be copied: pass a "
         "std::shared_ptr to it, or let the handler take others by name"},
        {"refuse_to_defer", Kind::argument_error,
         [ignore](Fabric& fabric) {
             weft::DynamicCallback till("Till");
             till.on("on_sale", weft::everything, ignore);
             fabric.add(weft::in_background(std::move(till)));
             int price = 1;
             fabric.call("on_sale", "number"_a = 1, "price"_a = &price);
         },
         "on_sale: Till runs in the background, on copies, but the call passes 'price' as int*, whose copy "
         "would refer to what the loop goes on to change: pass the value itself, or a std::shared_ptr to it"},
        {"refuse_absent", Kind::argument_error,
         [ignore](Fabric& fabric) {
             weft::DynamicCallback till("Till\n");
             till.on("on_sale", {"price"}, ignore);
             fabric.add(std::move(till));
             fabric.call("on_sale", "prise"_a = 1);
         },
         "on_sale: Till\\n takes 'price', but the call passes no such argument; it passes {prise}: did you "
         "mean "
         "'prise'?"},
    });
}

BOOST_AUTO_TEST_SUITE_END()
