// SPDX-License-Identifier: MIT
// What an observer may do to a handler at its begin, and what becomes of the handler, its call and its extras.
#include "hooks.hpp"

#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

using namespace weft::literals;
using boost::test_tools::per_element;

BOOST_AUTO_TEST_SUITE(observe_begin_tests)

using Kind = weft::Event::Kind;

namespace {

struct Boom : std::runtime_error {
    Boom() : std::runtime_error("boom") {}
};

/// Does something once, at the first begin of a handler.
auto at_first_begin(std::function<void()> act) {
    return [act = std::move(act), is_done = false](const weft::Event& event) mutable {
        if (event.kind() == Kind::handler_begin && !std::exchange(is_done, true)) {
            act();
        }
    };
}

/// How many events of each kind there were.
struct Tally {
    int handler_begins = 0;
    int handler_ends = 0;
    std::vector<std::size_t> ran;  // At the end of each call.

    void operator()(const weft::Event& event) {
        handler_begins += event.kind() == Kind::handler_begin ? 1 : 0;
        handler_ends += event.kind() == Kind::handler_end ? 1 : 0;
        if (event.kind() == Kind::call_end) {
            ran.push_back(event.ran());
        }
    }
};

struct TwoHooks {
    int* runs;
    void on_step() const { ++*runs; }
    void on_end() const { ++*runs; }
};
HOOKS(TwoHooks, (on_step), (on_end))

}  // namespace

BOOST_AUTO_TEST_CASE(a_handler_that_is_disconnected_at_its_begin_does_not_run) {
    Tally before;
    Tally after;
    std::vector<int> runs;
    const auto token = std::make_shared<int>(0);
    weft::Fabric fabric;
    weft::Connection victim;
    fabric.observe(std::ref(before));
    fabric.observe(at_first_begin([&victim] { victim.disconnect(); }));
    fabric.observe(std::ref(after));
    victim = fabric.connect("on_step", [&runs, token] { runs.push_back(1); });
    fabric.connect("on_step", [&runs] { runs.push_back(2); });
    BOOST_TEST(fabric.call("on_step") == 1U);
    BOOST_TEST(runs == std::vector<int>{2}, per_element());
    BOOST_TEST(!victim.connected());
    BOOST_TEST(token.use_count() == 1);
    for (const Tally& tally : {before, after}) {
        BOOST_TEST(tally.handler_begins == 2);
        BOOST_TEST(tally.handler_ends == 1);
        BOOST_TEST(tally.ran == std::vector<std::size_t>{1}, per_element());
    }
    BOOST_TEST(fabric.call("on_step") == 1U);
}

BOOST_AUTO_TEST_CASE(waiting_for_a_handler_at_its_begin_ends_at_once) {
    weft::Fabric fabric;
    weft::Connection victim;
    fabric.observe(at_first_begin([&victim] { victim.disconnect_and_wait(); }));
    victim = fabric.connect("on_step", [] { BOOST_ERROR("was disconnected"); });
    BOOST_TEST(fabric.call("on_step") == 0U);
}

BOOST_AUTO_TEST_CASE(a_callback_that_is_disconnected_at_a_begin_runs_on_none_of_its_hooks) {
    int runs = 0;
    weft::Fabric fabric;
    weft::Connection victim;
    fabric.observe(at_first_begin([&victim] { victim.disconnect(); }));
    victim = fabric.add(TwoHooks{&runs});
    BOOST_TEST(fabric.call("on_step") == 0U);
    BOOST_TEST(fabric.call("on_end") == 0U);
    BOOST_TEST(runs == 0);
}

BOOST_AUTO_TEST_CASE(a_handler_that_is_blocked_at_its_begin_sits_out_until_it_is_released) {
    Tally tally;
    int runs = 0;
    weft::Fabric fabric;
    weft::Connection victim;
    weft::Block block;
    fabric.observe(std::ref(tally));
    fabric.observe(at_first_begin([&] { block = victim.block(); }));
    victim = fabric.connect("on_step", [&runs] { ++runs; });
    BOOST_TEST(fabric.call("on_step") == 0U);
    BOOST_TEST(tally.handler_begins == 1);
    BOOST_TEST(tally.handler_ends == 0);
    block = weft::Block();
    BOOST_TEST(fabric.call("on_step") == 1U);
    BOOST_TEST(runs == 1);
}

BOOST_AUTO_TEST_CASE(a_block_that_ends_before_the_observer_returns_keeps_nothing_from_running) {
    weft::Fabric fabric;
    weft::Connection handler;
    fabric.observe([&handler](const weft::Event&) { const weft::Block block = handler.block(); });
    handler = fabric.connect("on_step", [] {});
    BOOST_TEST(fabric.call("on_step") == 1U);
}

BOOST_AUTO_TEST_CASE(no_handler_runs_once_its_fabric_is_destroyed_at_its_begin) {
    for (const bool is_periodic : {false, true}) {
        const auto token = std::make_shared<int>(0);
        std::optional<weft::Fabric> fabric(std::in_place);
        fabric->observe(at_first_begin([&fabric] { fabric.reset(); }));
        const auto handler = [token] { BOOST_ERROR("its fabric is gone"); };
        const weft::Connection connection = is_periodic ? fabric->connect("on_step", handler, weft::every(1))
                                                        : fabric->connect("on_step", handler, weft::once);
        fabric->connect("on_step", handler);
        BOOST_TEST(fabric->call("on_step") == 0U);
        BOOST_TEST(!connection.connected());
        BOOST_TEST(token.use_count() == 2);  // that of `handler`
    }
}

BOOST_AUTO_TEST_CASE(an_observer_that_throws_does_not_use_once_up) {
    int runs = 0;
    int failures = 0;
    weft::Fabric fabric;
    fabric.on_error([&failures](const weft::Failure&) { ++failures; });
    fabric.observe(at_first_begin([] { throw Boom(); }));
    const weft::Connection connection = fabric.connect(
        "on_step", [&runs] { ++runs; }, weft::once);
    BOOST_CHECK_THROW(fabric.call("on_step"), Boom);
    BOOST_TEST(connection.connected());
    BOOST_TEST(fabric.call("on_step") == 1U);
    BOOST_TEST(!connection.connected());
    BOOST_TEST(fabric.call("on_step") == 0U);
    BOOST_TEST(runs == 1);
    BOOST_TEST(failures == 0);
}

BOOST_AUTO_TEST_CASE(a_block_at_the_begin_does_not_use_once_up_and_a_disconnect_does) {
    int runs = 0;
    weft::Fabric fabric;
    weft::Connection handler;
    std::optional<weft::Block> block;
    weft::ScopedConnection observer{fabric.observe(at_first_begin([&] { block = handler.block(); }))};
    handler = fabric.connect(
        "on_step", [&runs] { ++runs; }, weft::once);
    BOOST_TEST(fabric.call("on_step") == 0U);
    BOOST_TEST(handler.connected());
    block.reset();
    observer = weft::ScopedConnection{fabric.observe(at_first_begin([&] { handler.disconnect(); }))};
    BOOST_TEST(fabric.call("on_step") == 0U);
    BOOST_TEST(!handler.connected());
    BOOST_TEST(runs == 0);
}

BOOST_AUTO_TEST_CASE(an_observer_that_calls_the_hook_at_the_begin_of_a_once_runs_it_in_its_own_call) {
    Tally tally;
    int runs = 0;
    weft::Fabric fabric;
    fabric.observe(std::ref(tally));
    fabric.observe(at_first_begin([&fabric] { BOOST_TEST(fabric.call("on_step") == 1U); }));
    fabric.connect(
        "on_step", [&runs] { ++runs; }, weft::once);
    BOOST_TEST(fabric.call("on_step") == 0U);
    BOOST_TEST(runs == 1);
    BOOST_TEST(tally.handler_ends == 0);
}

BOOST_AUTO_TEST_CASE(a_call_that_ended_at_the_begin_has_reached_an_every) {
    std::vector<int> calls;
    int call = 0;
    weft::Fabric fabric;
    weft::Connection handler;
    weft::Block block;
    fabric.observe(at_first_begin([&] { block = handler.block(); }));
    handler = fabric.connect(
        "on_step", [&] { calls.push_back(call); }, weft::every(2));
    for (call = 1; call <= 2; ++call) {
        BOOST_TEST(fabric.call("on_step") == 0U);
    }
    block = weft::Block();
    for (call = 3; call <= 6; ++call) {
        fabric.call("on_step");
    }
    BOOST_TEST(calls == (std::vector<int>{4, 6}), per_element());
}

BOOST_AUTO_TEST_CASE(what_does_not_run_gives_no_answer) {
    weft::Fabric fabric;
    weft::Connection handler;
    weft::Block block;
    fabric.observe([&](const weft::Event& event) {
        if (event.kind() == Kind::handler_begin) {
            block = handler.block();
        } else if (event.kind() == Kind::call_end) {
            block = weft::Block();
        }
    });
    handler = fabric.connect("on_name", [] { return std::string("first"); });
    fabric.connect("on_name", [] { return std::string("second"); });
    BOOST_TEST(fabric.collect<std::string>("on_name") == std::vector<std::string>{"second"}, per_element());
    BOOST_TEST(fabric.first<std::string>("on_name").value_or("") == "second");
}

BOOST_AUTO_TEST_CASE(what_does_not_run_neither_fails_nor_succeeds) {
    std::vector<std::size_t> failures;
    weft::Fabric fabric;
    weft::Connection handler;
    weft::Block block;
    bool blocks = false;
    fabric.on_error([&failures](const weft::Failure& failure) { failures.push_back(failure.consecutive()); });
    fabric.observe([&](const weft::Event& event) {
        if (blocks && event.kind() == Kind::handler_begin) {
            block = handler.block();
        }
    });
    handler = fabric.connect("on_step", [] { throw Boom(); });
    fabric.call("on_step");
    blocks = true;
    fabric.call("on_step");
    blocks = false;
    block = weft::Block();
    fabric.call("on_step");
    BOOST_TEST(failures == (std::vector<std::size_t>{1, 2}), per_element());
}

BOOST_AUTO_TEST_SUITE_END()
