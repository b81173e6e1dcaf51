// SPDX-License-Identifier: MIT
// Order by name in several threads: whoever registers, calls and disconnects at the same time, each call has one whole order.
#include "joined_thread.hpp"
#include "run_together.hpp"

#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <latch>
#include <string>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(order_threads_tests)

namespace {

/// What the calls of this thread have run, the innermost last.
thread_local std::vector<int> ran;

weft::Connection add(weft::Fabric& fabric, int number, const char* name, const auto&... extras) {
    return fabric.connect(
        "on_step", [number] { ran.push_back(number); }, weft::named(name), extras...);
}

/// Whether of the two, where both have run, the first one came first, and none ran twice.
bool is_in_order(int first, int second) {
    const auto at = std::find(ran.begin(), ran.end(), first);
    const auto other = std::find(ran.begin(), ran.end(), second);
    return (at == ran.end() || other == ran.end() || at < other) &&
           std::count(ran.begin(), ran.end(), first) <= 1 && std::count(ran.begin(), ran.end(), second) <= 1;
}

}  // namespace

BOOST_AUTO_TEST_CASE(each_call_has_one_whole_order_while_others_register_and_disconnect) {
    constexpr int rounds = 500;
    weft::Fabric fabric;
    add(fabric, 1, "one");
    add(fabric, 2, "two", weft::before("one"));
    std::atomic<int> wrong = 0;
    std::atomic<int> left = 2;
    run_together(4, [&](std::size_t index) {
        if (index < 2) {
            for (int round = 0; round < rounds; ++round) {
                const int number = index == 0 ? 3 : 4;
                weft::Connection early =
                    add(fabric, number, index == 0 ? "three" : "four", weft::before("two"));
                weft::Connection late = add(fabric, 10 * number, "late",
                                            weft::after(index == 0 ? "three" : "four"), weft::before("one"));
                early.disconnect();
                late.disconnect_and_wait();
            }
            --left;
        } else {
            while (left > 0) {
                ran.clear();
                fabric.call("on_step");
                const bool is_right = is_in_order(2, 1) && is_in_order(3, 2) && is_in_order(4, 2) &&
                                      is_in_order(3, 30) && is_in_order(30, 1) && is_in_order(4, 40) &&
                                      std::count(ran.begin(), ran.end(), 1) == 1 &&
                                      std::count(ran.begin(), ran.end(), 2) == 1;
                wrong += is_right ? 0 : 1;
            }
        }
    });
    BOOST_TEST(wrong == 0);
    ran.clear();
    BOOST_TEST(fabric.call("on_step") == 2U);
    BOOST_TEST(ran == (std::vector<int>{2, 1}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(no_call_runs_the_first_handler_that_asks_for_an_order_in_another) {
    constexpr int rounds = 2000;
    std::atomic<int> wrong = 0;
    for (int round = 0; round < rounds; ++round) {
        weft::Fabric fabric;
        add(fabric, 1, "one");
        std::latch start{2};
        std::atomic<bool> is_added = false;
        const JoinedThread caller([&] {
            start.arrive_and_wait();
            bool is_last = false;
            while (!is_last) {
                is_last = is_added;
                ran.clear();
                fabric.call("on_step");
                wrong += is_in_order(2, 1) ? 0 : 1;
            }
            wrong += ran == std::vector<int>{2, 1} ? 0 : 1;
        });
        start.arrive_and_wait();
        add(fabric, 2, "two", weft::before("one"));
        is_added = true;
    }
    BOOST_TEST(wrong == 0);
}

BOOST_AUTO_TEST_CASE(who_waits_for_a_handler_waits_in_every_order) {
    constexpr int rounds = 200;
    int early = 0;
    for (int round = 0; round < rounds; ++round) {
        weft::Fabric fabric;
        std::latch entered{1};
        std::latch go{1};
        std::atomic<bool> has_returned = false;
        add(fabric, 1, "one");
        weft::Connection slow = fabric.connect(
            "on_step",
            [&] {
                entered.count_down();
                go.wait();
                has_returned = true;
            },
            weft::before("one"));
        const JoinedThread caller([&] { fabric.call("on_step"); });
        entered.wait();
        add(fabric, 2, "two", weft::before("one"));  // The call goes on in an order that is out of date.
        const JoinedThread other([&] { go.count_down(); });
        slow.disconnect_and_wait();
        early += has_returned ? 0 : 1;
    }
    BOOST_TEST(early == 0);
}

BOOST_AUTO_TEST_CASE(connections_may_be_used_while_the_fabric_ends) {
    constexpr int rounds = 300;
    for (int round = 0; round < rounds; ++round) {
        std::vector<weft::Connection> all;
        std::latch start{2};
        {
            weft::Fabric fabric;
            all.push_back(add(fabric, 1, "one"));
            all.push_back(add(fabric, 2, "two", weft::before("one")));
            all.push_back(add(fabric, 3, "three", weft::before("two")));
            fabric.call("on_step");
            const JoinedThread other([mine = all, &start]() mutable {
                start.arrive_and_wait();
                for (weft::Connection& one : mine) {
                    one.disconnect_and_wait();
                }
            });
            start.arrive_and_wait();
            const weft::Fabric gone = std::move(fabric);
        }
        BOOST_TEST(std::none_of(all.begin(), all.end(),
                                [](const weft::Connection& one) { return one.connected(); }));
    }
}

BOOST_AUTO_TEST_CASE(one_that_comes_as_the_last_other_goes_is_heard) {
    constexpr int rounds = 300;
    for (int round = 0; round < rounds; ++round) {
        weft::Fabric fabric;
        weft::Connection goes = fabric.connect(
            "on_step", [] {}, weft::named("goes"));
        // Other hooks, to be connected between the begin and the end of the registration.
        weft::DynamicCallback comes{"Comes"};
        comes.on("on_step", weft::everything, [](const weft::Args&) {});
        for (int other = 0; other < 60; ++other) {
            comes.on(fmt::format("on_other_{}", other), weft::everything, [](const weft::Args&) {});
        }
        std::latch start{2};
        std::atomic<bool> has_come = false;
        {
            const JoinedThread calls([&] {
                start.arrive_and_wait();
                goes.disconnect();
                while (!has_come) {
                    fabric.call("on_step");
                }
            });
            start.arrive_and_wait();
            fabric.add(std::move(comes), weft::before("goes"));
            has_come = true;
        }
        BOOST_TEST(fabric.call("on_step") == 1U);
    }
}

BOOST_AUTO_TEST_SUITE_END()
