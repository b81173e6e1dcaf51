// SPDX-License-Identifier: MIT
// What allocates and what happens when allocation fails: operator new is replaced for this program.

#include "failing_new.hpp"
#include "hooks.hpp"

#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <memory>
#include <string>
#include <string_view>

using namespace weft::literals;

BOOST_AUTO_TEST_SUITE(allocation_tests)

namespace {

struct Busy {
    std::shared_ptr<int> runs;

    void on_first() { ++*runs; }
    void on_second() { ++*runs; }
    void on_third_with_a_name_too_long_for_a_small_string() { ++*runs; }
};
HOOKS(Busy, (on_first), (on_second), (on_third_with_a_name_too_long_for_a_small_string))

constexpr const char* long_name = "on_a_hook_whose_name_does_not_fit_into_a_small_string";

}  // namespace

BOOST_AUTO_TEST_CASE(the_replaced_operator_new_counts) {
    void* memory = nullptr;
    BOOST_TEST(allocations_of([&memory] { memory = ::operator new(8); }) == 1);
    ::operator delete(memory);
}

BOOST_AUTO_TEST_CASE(an_unheard_call_allocates_nothing) {
    weft::Fabric fabric;
    const std::string text(100, 'x');
    double loss = 0.5;
    const auto call = [&] {
        fabric.call(long_name, 1, text, "loss"_a = loss, "text"_a = text, "epoch"_a = 3);
        fabric.call("on_short");
    };
    BOOST_TEST(allocations_of(call) == 0);
    fabric.connect("on_something_else", [] {});
    BOOST_TEST(allocations_of(call) == 0);
    BOOST_TEST(allocations_of(call) == 0);
}

BOOST_AUTO_TEST_CASE(going_around_a_body_allocates_nothing) {
    weft::Fabric fabric;
    int bodies = 0;
    const auto around = [&] { fabric.around(long_name, "epoch"_a = 3, [&bodies] { ++bodies; }); };
    BOOST_TEST(allocations_of(around) == 0);
    fabric.connect(
        long_name, [](int, const weft::Next& next) { next(); }, "epoch"_a);
    fabric.connect(long_name, [](const weft::Next& next) { next(); });
    fabric.connect(long_name, [] {});
    around();  // The first call makes the plans.
    BOOST_TEST(allocations_of(around) == 0);
    BOOST_TEST(bodies == 3);
}

BOOST_AUTO_TEST_CASE(an_unheard_call_by_string_or_view_allocates_nothing) {
    weft::Fabric fabric;
    fabric.connect("on_something_else", [] {});
    const std::string text = long_name;
    const std::string_view view = text;
    BOOST_TEST(allocations_of([&] { fabric.call(text, "loss"_a = 1.0); }) == 0);
    BOOST_TEST(allocations_of([&] { fabric.call(view, "loss"_a = 1.0); }) == 0);
    BOOST_TEST(allocations_of([&] { fabric.call(text.c_str(), "loss"_a = 1.0); }) == 0);
}

BOOST_AUTO_TEST_CASE(a_hook_whose_last_handler_left_allocates_nothing_either) {
    weft::Fabric fabric;
    weft::Connection connection = fabric.connect(long_name, [] {});
    connection.disconnect();
    fabric.call(long_name);  // may tidy up
    BOOST_TEST(allocations_of([&] { fabric.call(long_name, "loss"_a = 1.0); }) == 0);
}

BOOST_AUTO_TEST_CASE(a_call_after_a_handler_that_the_order_does_not_ask_about_has_gone_allocates_nothing) {
    weft::Fabric fabric;
    std::string order;
    fabric.connect(
        long_name, [&order] { order += 'b'; }, weft::named("b"));
    fabric.connect(
        long_name, [&order] { order += 'a'; }, weft::before("b"));
    weft::Connection unasked = fabric.connect(long_name, [&order] { order += 'c'; });
    const auto call = [&] { fabric.call(long_name); };
    call();  // The first call of a shape notes how it fills the parameters.
    BOOST_TEST(allocations_of(call) == 0);
    unasked.disconnect();
    order.clear();
    order.reserve(8);
    BOOST_TEST(allocations_of(call) == 0);
    BOOST_TEST(order == "ab");
}

BOOST_AUTO_TEST_CASE(a_lazy_argument_allocates_nothing) {
    weft::Fabric fabric;
    double sum = 0.0;
    const std::string name = "x";
    const auto call = [&](const char* hook) {
        fabric.call(hook, "x"_a = weft::lazy([] { return 0.5; }), "y"_a = weft::lazy([] { return 2; }));
        fabric.call(hook, weft::arg(name, weft::lazy([] { return 0.5; })), "y"_a = 2);
    };
    BOOST_TEST(allocations_of([&] { call("on_short"); }) == 0);
    for (int i = 0; i < 2; ++i) {
        fabric.connect(
            "on_short", [&sum](double x, double y) { sum += x + y; }, "x"_a, "y"_a);
    }
    fabric.connect("on_short", [&sum](const weft::Args& args) { sum += args.get<double>("x"); });
    call("on_short");  // The first call of a shape notes how it fills the parameters.
    BOOST_TEST(allocations_of([&] { call("on_short"); }) == 0);
    BOOST_TEST(sum == 22.0);
}

BOOST_AUTO_TEST_CASE(an_add_that_runs_out_of_memory_connects_no_hook) {
    const auto runs = std::make_shared<int>(0);
    const auto nothing_connected = [&runs](const weft::Fabric& fabric) {
        BOOST_TEST(fabric.call("on_first") == 0U);
        BOOST_TEST(fabric.call("on_second") == 0U);
        BOOST_TEST(fabric.call("on_third_with_a_name_too_long_for_a_small_string") == 0U);
        BOOST_TEST(runs.use_count() == 1);
    };
    weft::Fabric fabric;
    fail_at_each_allocation([&] { fabric.add(Busy{runs}); }, [&] { nothing_connected(fabric); });
    BOOST_TEST(fabric.call("on_first") == 1U);
    BOOST_TEST(fabric.call("on_second") == 1U);
    BOOST_TEST(fabric.call("on_third_with_a_name_too_long_for_a_small_string") == 1U);
}

BOOST_AUTO_TEST_CASE(an_add_in_front_that_runs_out_of_memory_leaves_the_others) {
    const auto others = std::make_shared<int>(0);
    const auto runs = std::make_shared<int>(0);
    weft::Fabric fabric{Busy{others}};
    fail_at_each_allocation([&] { fabric.add(Busy{runs}, weft::at_front); },
                            [&] {
                                BOOST_TEST(fabric.call("on_first") == 1U);
                                BOOST_TEST(fabric.call("on_second") == 1U);
                                BOOST_TEST(*runs == 0);
                            });
    BOOST_TEST(fabric.call("on_first") == 2U);
    BOOST_TEST(fabric.call("on_second") == 2U);
}

BOOST_AUTO_TEST_CASE(a_connect_that_runs_out_of_memory_leaves_nothing_behind) {
    const auto token = std::make_shared<int>(0);
    weft::Fabric fabric;
    fail_at_each_allocation(
        [&] {
            fabric.connect(
                long_name, [token] {}, weft::every(1));
        },
        [&] {
            BOOST_TEST(fabric.call(long_name) == 0U);
            BOOST_TEST(token.use_count() == 1);
        });
    BOOST_TEST(fabric.call(long_name) == 1U);
}

BOOST_AUTO_TEST_CASE(a_fabric_that_cannot_be_built_releases_its_callbacks) {
    const auto runs = std::make_shared<int>(0);
    fail_at_each_allocation(
        [&] {
            weft::Fabric fabric{Busy{runs}, Busy{runs}};
        },
        [&] { BOOST_TEST(runs.use_count() == 1); });
    BOOST_TEST(runs.use_count() == 1);
}

BOOST_AUTO_TEST_SUITE_END()
