// SPDX-License-Identifier: MIT
// What is connected, as data and as text.
#include "hooks.hpp"

#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <fmt/format.h>

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace weft::literals;
using boost::test_tools::per_element;

BOOST_AUTO_TEST_SUITE(hook_info_tests)

namespace {

using Names = std::vector<std::string>;

struct First {
    void on_start() {}
    void on_end([[maybe_unused]] int epoch, [[maybe_unused]] double loss) {}
};
HOOKS(First, (on_start), (on_end, epoch, loss))

struct Second {
    void on_end([[maybe_unused]] double loss) {}
};
HOOKS(Second, (on_end, loss))

Names names_of(const weft::Fabric& fabric) {
    Names names;
    for (const weft::HookInfo& hook : fabric.hooks()) {
        names.push_back(hook.name);
    }
    return names;
}

Names callbacks_of(const weft::Fabric& fabric, std::size_t hook = 0) {
    Names callbacks;
    const std::vector<weft::HookInfo> hooks = fabric.hooks();
    for (const weft::HandlerInfo& handler : hooks.at(hook).handlers) {
        callbacks.push_back(handler.callback);
    }
    return callbacks;
}

weft::HandlerInfo only_handler(const weft::Fabric& fabric) {
    const std::vector<weft::HookInfo> hooks = fabric.hooks();
    BOOST_REQUIRE(hooks.size() == 1U);
    BOOST_REQUIRE(hooks[0].handlers.size() == 1U);
    return hooks[0].handlers[0];
}

}  // namespace

BOOST_AUTO_TEST_CASE(nothing_connected_is_an_empty_list_and_an_empty_text) {
    const weft::Fabric fabric;
    fabric.call("on_start", "epoch"_a = 1);
    BOOST_TEST(fabric.hooks().empty());
    BOOST_TEST(fmt::format("{}", fabric).empty());
}

BOOST_AUTO_TEST_CASE(hooks_come_in_order_of_first_use) {
    weft::Fabric fabric;
    fabric.connect("on_z", [] {});
    fabric.call("on_called_only");
    fabric.declare("on_declared_only");
    fabric.add(First{});
    fabric.connect(
        "on_a", [] {}, weft::at_front);
    fabric.connect(
        "on_z", [] {}, weft::at_front);
    BOOST_TEST(names_of(fabric) == (Names{"on_z", "on_start", "on_end", "on_a"}), per_element());
}

BOOST_AUTO_TEST_CASE(a_hook_that_is_listened_to_again_keeps_its_place) {
    weft::Fabric fabric;
    weft::Connection first = fabric.connect("on_first", [] {});
    fabric.connect("on_second", [] {});
    first.disconnect();
    BOOST_TEST(names_of(fabric) == Names{"on_second"}, per_element());
    fabric.connect("on_first", [] {});
    BOOST_TEST(names_of(fabric) == (Names{"on_first", "on_second"}), per_element());
}

BOOST_AUTO_TEST_CASE(many_hooks_keep_their_order) {
    weft::Fabric fabric;
    Names names;
    for (int i = 0; i < 200; ++i) {
        names.push_back(fmt::format("hook {}", 1000 - i));
        fabric.connect(names.back(), [] {});
    }
    BOOST_TEST(names_of(fabric) == names, per_element());
}

BOOST_AUTO_TEST_CASE(handlers_come_in_the_order_of_a_call) {
    weft::Fabric fabric;
    fabric.connect("on_end", [] {});
    const std::string handler = callbacks_of(fabric).at(0);
    fabric.add(Second{});
    fabric.add(First{}, weft::at_front);
    fabric.add(First{});
    fabric.add(Second{}, weft::at_front);
    BOOST_TEST(callbacks_of(fabric) == (Names{"hook_info_tests::Second", "hook_info_tests::First", handler,
                                              "hook_info_tests::Second", "hook_info_tests::First"}),
               per_element());
    BOOST_TEST(callbacks_of(fabric, 1) == (Names{"hook_info_tests::First", "hook_info_tests::First"}),
               per_element());
}

BOOST_AUTO_TEST_CASE(a_function_is_named_by_the_place_of_its_connect) {
    weft::Fabric fabric;
    const int line = __LINE__ + 1;
    fabric.connect("on_end", [] {});
    BOOST_TEST(only_handler(fabric).callback == fmt::format("handler at {}:{}", __FILE__, line));
}

BOOST_AUTO_TEST_CASE(every_form_of_handing_over_shows_the_class) {
    First borrowed;
    const auto shared = std::make_shared<First>();
    weft::Fabric fabric{First{}, std::make_unique<First>(), shared, std::weak_ptr<First>(shared),
                        std::ref(borrowed)};
    BOOST_TEST(callbacks_of(fabric) == Names(5, "hook_info_tests::First"), per_element());
}

BOOST_AUTO_TEST_CASE(parameters_come_in_order_and_unnamed_ones_are_empty) {
    weft::Fabric fabric;
    weft::Connection connection = fabric.connect(
        "on_end", [](int, double, std::optional<int>) {}, "epoch"_a, "loss"_a = 0.5);
    BOOST_TEST(only_handler(fabric).parameters == (Names{"epoch", "loss", ""}), per_element());
    connection.disconnect();
    fabric.connect("on_end", [](int, int) {});
    BOOST_TEST(only_handler(fabric).parameters == (Names{"", ""}), per_element());
}

BOOST_AUTO_TEST_CASE(args_are_no_parameter) {
    weft::Fabric fabric;
    fabric.connect(
        "on_end", [](int, const weft::Args&, double) {}, "epoch"_a, "loss"_a);
    BOOST_TEST(only_handler(fabric).parameters == (Names{"epoch", "loss"}), per_element());
}

BOOST_AUTO_TEST_CASE(what_is_special_about_a_handler_is_shown) {
    weft::Fabric fabric;
    const weft::Connection plain = fabric.connect("on_end", [] {});
    weft::HandlerInfo info = only_handler(fabric);
    BOOST_TEST((!info.blocked && !info.once && info.every == 1U));
    const weft::Block block = weft::Connection(plain).block();
    BOOST_TEST(only_handler(fabric).blocked);

    weft::Fabric other;
    other.connect(
        "on_end", [] {}, weft::every(10), weft::once);
    info = only_handler(other);
    BOOST_TEST((!info.blocked && info.once && info.every == 10U));
}

BOOST_AUTO_TEST_CASE(the_block_of_a_callback_shows_at_all_its_hooks) {
    weft::Fabric fabric;
    weft::Connection connection = fabric.add(First{});
    {
        const weft::Block outer = connection.block();
        const weft::Block inner = connection.block();
        for (const weft::HookInfo& hook : fabric.hooks()) {
            BOOST_TEST(hook.handlers.at(0).blocked);
        }
    }
    for (const weft::HookInfo& hook : fabric.hooks()) {
        BOOST_TEST(!hook.handlers.at(0).blocked);
    }
}

BOOST_AUTO_TEST_CASE(the_disconnected_and_the_expired_are_not_listed) {
    auto owner = std::make_shared<First>();
    weft::Fabric fabric{std::weak_ptr<First>(owner)};
    weft::Connection second = fabric.add(Second{});
    fabric.connect(
        "on_start", [] {}, weft::once);
    BOOST_TEST(fabric.hooks().size() == 2U);
    owner.reset();
    BOOST_TEST(callbacks_of(fabric, 1) == Names{"hook_info_tests::Second"}, per_element());
    second.disconnect();
    BOOST_TEST(names_of(fabric) == Names{"on_start"}, per_element());
    BOOST_TEST(fabric.call("on_start") == 1U);
    BOOST_TEST(fabric.hooks().empty());
}

BOOST_AUTO_TEST_CASE(looking_runs_nothing_and_counts_no_call) {
    int runs = 0;
    weft::Fabric fabric;
    fabric.connect(
        "on_end", [&runs] { ++runs; }, weft::every(2));
    fabric.connect(
        "on_end", [&runs] { ++runs; }, weft::once);
    for (int i = 0; i < 3; ++i) {
        BOOST_TEST(fabric.hooks().at(0).handlers.size() == 2U);
    }
    BOOST_TEST(runs == 0);
    BOOST_TEST(fabric.call("on_end") == 1U);
    BOOST_TEST(fabric.call("on_end") == 1U);
    BOOST_TEST(runs == 2);
}

BOOST_AUTO_TEST_CASE(observers_are_not_listed) {
    weft::Fabric fabric;
    fabric.observe([](const weft::Event&) {});
    BOOST_TEST(fabric.hooks().empty());
    fabric.connect("observe", [] {});
    BOOST_TEST(fabric.call("observe") == 1U);
    BOOST_TEST(names_of(fabric) == Names{"observe"}, per_element());
}

BOOST_AUTO_TEST_CASE(a_handler_sees_what_is_connected_during_its_call) {
    weft::Fabric fabric;
    std::size_t before = 0;
    std::size_t after = 0;
    fabric.connect(
        "on_end",
        [&] {
            before = fabric.hooks().size();  // without this handler, which is used up
            fabric.connect("on_start", [] {});
            fabric.connect("on_end", [] {});
            after = fabric.hooks().size();
        },
        weft::once);
    BOOST_TEST(fabric.call("on_end") == 1U);
    BOOST_TEST(before == 0U);
    BOOST_TEST(after == 2U);
}

BOOST_AUTO_TEST_CASE(a_fabric_prints_its_hooks_and_their_handlers) {
    weft::Fabric fabric{First{}, Second{}};
    weft::Connection blocked = fabric.add(Second{});
    const weft::Block block = blocked.block();
    const auto handler = [](int, const weft::Args&, int) {};
    const int line = __LINE__ + 1;
    fabric.connect("on_start", handler, "epoch"_a, weft::once, weft::every(3));
    BOOST_TEST(fmt::format("{}", fabric) == fmt::format("on_start\n"
                                                        "  hook_info_tests::First()\n"
                                                        "  handler at {}:{}(epoch, ?) once every 3\n"
                                                        "on_end\n"
                                                        "  hook_info_tests::First(epoch, loss)\n"
                                                        "  hook_info_tests::Second(loss)\n"
                                                        "  hook_info_tests::Second(loss) blocked",
                                                        __FILE__, line));
}

BOOST_AUTO_TEST_CASE(the_parts_print_by_themselves) {
    const weft::HandlerInfo handler{"MyCallback", {"loss", ""}, true, true, 10};
    BOOST_TEST(fmt::format("{}", handler) == "MyCallback(loss, ?) once every 10 blocked");
    const weft::HookInfo hook{"on_{end}", {handler, {"Other", {}, false, false, 1}}};
    BOOST_TEST(fmt::format("{}", hook) == "on_{end}\n  MyCallback(loss, ?) once every 10 blocked\n  Other()");
}

BOOST_AUTO_TEST_CASE(the_data_outlive_the_fabric) {
    std::vector<weft::HookInfo> hooks;
    {
        std::string name = "on_end";
        weft::Fabric fabric;
        fabric.connect(
            name, [](int) {}, "epoch"_a);
        hooks = fabric.hooks();
        name.assign(name.size(), 'x');
    }
    BOOST_TEST(hooks.at(0).name == "on_end");
    BOOST_TEST(hooks.at(0).handlers.at(0).parameters == Names{"epoch"}, per_element());
}

BOOST_AUTO_TEST_SUITE_END()
