// SPDX-License-Identifier: MIT
// `when` and `every`, of functions and of callbacks: in which calls a handler runs.
#include "hooks.hpp"

#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <fmt/format.h>

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

using namespace weft::literals;
using boost::test_tools::per_element;

BOOST_AUTO_TEST_SUITE(when_tests)

namespace {

struct Boom : std::runtime_error {
    Boom() : std::runtime_error("boom") {}
};

bool is_even(const weft::Args& args) {
    return args.get<int>("step") % 2 == 0;
}

struct Log {
    std::vector<std::string>* lines;

    void on_step(int step) const { lines->push_back(fmt::format("step {}", step)); }
    void on_epoch(int step) const { lines->push_back(fmt::format("epoch {}", step)); }
};
HOOKS(Log, (on_step, step), (on_epoch, step))

using Lines = std::vector<std::string>;

}  // namespace

BOOST_AUTO_TEST_CASE(a_handler_runs_only_in_calls_for_which_its_predicate_holds) {
    std::vector<int> seen;
    weft::Fabric fabric;
    fabric.connect(
        "on_step", [&seen](int step) { seen.push_back(step); }, "step"_a, weft::when(is_even));
    for (int step = 1; step <= 5; ++step) {
        BOOST_TEST(fabric.call("on_step", "step"_a = step) == (step % 2 == 0 ? 1U : 0U));
    }
    BOOST_TEST(seen == (std::vector<int>{2, 4}), per_element());
}

BOOST_AUTO_TEST_CASE(each_hook_of_a_callback_asks_the_predicate) {
    Lines lines;
    weft::Fabric fabric;
    fabric.add(Log{&lines}, weft::when(is_even));
    for (int step = 1; step <= 2; ++step) {
        fabric.call("on_step", "step"_a = step);
        fabric.call("on_epoch", "step"_a = step);
    }
    BOOST_TEST(lines == (Lines{"step 2", "epoch 2"}), per_element());
}

BOOST_AUTO_TEST_CASE(each_hook_of_a_callback_counts_by_itself) {
    Lines lines;
    weft::Fabric fabric;
    fabric.add(Log{&lines}, weft::every(2));
    for (int step = 1; step <= 4; ++step) {
        fabric.call("on_step", "step"_a = step);
        if (step == 2) {
            fabric.call("on_epoch", "step"_a = step);
        }
    }
    fabric.call("on_epoch", "step"_a = 5);
    BOOST_TEST(lines == (Lines{"step 2", "step 4", "epoch 5"}), per_element());
}

BOOST_AUTO_TEST_CASE(extras_of_a_callback_come_in_any_order) {
    Lines lines;
    weft::Fabric fabric;
    fabric.connect("on_step", [&lines] { lines.emplace_back("other"); });
    fabric.add(Log{&lines}, weft::when(is_even), weft::at_front, weft::every(2));
    for (int step = 1; step <= 4; ++step) {
        fabric.call("on_step", "step"_a = step);
    }
    BOOST_TEST(lines == (Lines{"other", "other", "other", "step 4", "other"}), per_element());
}

BOOST_AUTO_TEST_CASE(the_predicate_is_asked_before_parameters_are_filled) {
    weft::Fabric fabric;
    fabric.connect(
        "on_step", [](double) {}, "loss"_a,
        weft::when([](const weft::Args& args) { return args.contains("loss"); }));
    BOOST_TEST(fabric.call("on_step", "step"_a = 1) == 0U);
    BOOST_TEST(fabric.call("on_step", "loss"_a = 0.5) == 1U);
    BOOST_CHECK_THROW(fabric.call("on_step", "loss"_a = "text"), weft::ArgumentError);
}

BOOST_AUTO_TEST_CASE(every_counts_only_calls_for_which_the_predicate_holds) {
    std::vector<int> seen;
    weft::Fabric fabric;
    fabric.connect(
        "on_step", [&seen](int step) { seen.push_back(step); }, "step"_a, weft::every(2),
        weft::when(is_even));
    for (int step = 1; step <= 8; ++step) {
        fabric.call("on_step", "step"_a = step);
    }
    BOOST_TEST(seen == (std::vector<int>{4, 8}), per_element());
}

BOOST_AUTO_TEST_CASE(once_is_not_used_up_where_the_predicate_does_not_hold) {
    int runs = 0;
    weft::Fabric fabric;
    const weft::Connection connection = fabric.connect(
        "on_step", [&runs] { ++runs; }, weft::once, weft::when(is_even));
    fabric.call("on_step", "step"_a = 1);
    BOOST_TEST(connection.connected());
    fabric.call("on_step", "step"_a = 2);
    fabric.call("on_step", "step"_a = 4);
    BOOST_TEST(runs == 1);
    BOOST_TEST(!connection.connected());
}

BOOST_AUTO_TEST_CASE(a_blocked_handler_does_not_ask) {
    int asked = 0;
    weft::Fabric fabric;
    const weft::Connection connection = fabric.connect(
        "on_step", [] {}, weft::when([&asked](const weft::Args&) { return ++asked > 0; }));
    {
        const weft::Block block = connection.block();
        fabric.call("on_step");
        BOOST_TEST(asked == 0);
    }
    fabric.call("on_step");
    BOOST_TEST(asked == 1);
}

BOOST_AUTO_TEST_CASE(what_the_predicate_throws_leaves_the_call_and_is_nobodys_failure) {
    Lines lines;
    weft::Fabric fabric;
    fabric.on_error([&lines](const weft::Failure&) { lines.emplace_back("on_error"); });
    fabric.observe([&lines](const weft::Event& event) {
        if (event.kind() == weft::EventKind::call_end) {
            lines.emplace_back(event.exception() != nullptr ? "call ends with an exception" : "call ends");
        }
    });
    fabric.connect("on_step", [&lines] { lines.emplace_back("first"); });
    fabric.connect(
        "on_step", [&lines] { lines.emplace_back("second"); }, weft::when([](const weft::Args& args) -> bool {
            if (args.get<int>("step") == 1) {
                throw Boom();
            }
            return true;
        }));
    fabric.connect("on_step", [&lines] { lines.emplace_back("third"); });
    BOOST_CHECK_THROW(fabric.call("on_step", "step"_a = 1), Boom);
    BOOST_TEST(lines == (Lines{"first", "call ends with an exception"}), per_element());
    lines.clear();
    BOOST_TEST(fabric.call("on_step", "step"_a = 2) == 3U);
    BOOST_TEST(lines == (Lines{"first", "second", "third", "call ends"}), per_element());
}

BOOST_AUTO_TEST_CASE(an_argument_that_the_predicate_asks_for_in_vain_names_the_handler) {
    weft::Fabric fabric;
    fabric.add(Log{nullptr}, weft::when(is_even));
    BOOST_CHECK_EXCEPTION(fabric.call("on_step"), weft::ArgumentError, [](const weft::ArgumentError& error) {
        return std::string(error.what()) ==
               "on_step: when_tests::Log asks for 'step' (int), but the call passes no such argument; it "
               "passes {}";
    });
}

BOOST_AUTO_TEST_CASE(results_count_where_the_predicate_holds) {
    weft::Fabric fabric;
    fabric.connect(
        "ask", [] { return 1; }, weft::when([](const weft::Args&) { return false; }));
    fabric.connect("ask", [] { return 2; });
    BOOST_TEST(fabric.collect<int>("ask") == (std::vector<int>{2}), per_element());
    BOOST_TEST(fabric.first<int>("ask").value() == 2);
}

BOOST_AUTO_TEST_CASE(a_predicate_may_disconnect_its_handler_or_destroy_the_fabric) {
    int runs = 0;
    auto fabric = std::make_unique<weft::Fabric>();
    weft::Connection connection;
    connection = fabric->connect(
        "on_step", [&runs] { ++runs; }, weft::when([&connection](const weft::Args&) {
            connection.disconnect();
            return true;
        }));
    BOOST_TEST(fabric->call("on_step") == 0U);
    fabric->connect(
        "on_step", [&runs] { ++runs; }, weft::when([&fabric](const weft::Args&) {
            fabric.reset();
            return true;
        }));
    fabric->connect("on_step", [&runs] { ++runs; });
    BOOST_TEST(fabric->call("on_step") == 0U);
    BOOST_TEST(runs == 0);
    BOOST_TEST((fabric == nullptr));
}

BOOST_AUTO_TEST_CASE(a_call_in_which_the_predicate_blocks_its_handler_does_not_count) {
    int asked = 0;
    int runs = 0;
    weft::Fabric fabric;
    weft::Connection connection;
    weft::Block block;
    connection = fabric.connect(
        "on_step", [&runs] { ++runs; }, weft::every(2), weft::when([&](const weft::Args&) {
            if (++asked == 2) {
                block = connection.block();
            }
            return true;
        }));
    fabric.call("on_step");
    fabric.call("on_step");
    block.unblock();
    BOOST_TEST(fabric.call("on_step") == 1U);
    BOOST_TEST(runs == 1);
}

BOOST_AUTO_TEST_CASE(what_the_predicate_captured_ends_with_the_handler) {
    const auto captured = std::make_shared<int>(1);
    weft::Fabric fabric;
    const weft::Connection connection = fabric.connect(
        "on_step", [] {}, weft::when([captured](const weft::Args&) { return true; }));
    BOOST_TEST(captured.use_count() == 2);
    connection.disconnect();
    BOOST_TEST(captured.use_count() == 1);
    {
        weft::Fabric other;
        other.add(Log{nullptr}, weft::when([captured](const weft::Args&) { return true; }));
        BOOST_TEST(captured.use_count() == 2);
    }
    BOOST_TEST(captured.use_count() == 1);
}

BOOST_AUTO_TEST_CASE(a_tracked_callback_that_has_gone_does_not_ask) {
    int asked = 0;
    Lines lines;
    weft::Fabric fabric;
    auto log = std::make_shared<Log>(Log{&lines});
    fabric.add(std::weak_ptr<Log>(log), weft::when([&asked](const weft::Args&) { return ++asked > 0; }));
    fabric.call("on_step", "step"_a = 1);
    log.reset();
    fabric.call("on_step", "step"_a = 2);
    BOOST_TEST(asked == 1);
    BOOST_TEST(lines == (Lines{"step 1"}), per_element());
}

BOOST_AUTO_TEST_CASE(hooks_show_what_is_asked) {
    weft::Fabric fabric;
    fabric.add(Log{nullptr}, weft::every(3), weft::when(is_even));
    const std::vector<weft::HookInfo> hooks = fabric.hooks();
    BOOST_REQUIRE(hooks.size() == 2U);
    BOOST_TEST(hooks[1].handlers.at(0).every == 3U);
    BOOST_TEST(hooks[1].handlers.at(0).when);
    BOOST_TEST(fmt::format("{}", hooks[0]) == "on_step\n  when_tests::Log(step) every 3 when");
    weft::Fabric other;
    other.add(Log{nullptr}, weft::every(3));
    BOOST_TEST(!other.hooks().at(0).handlers.at(0).when);
}

BOOST_AUTO_TEST_SUITE_END()
