// SPDX-License-Identifier: MIT
// Calls of the background from several threads and from inside its own handlers.
#include "background_doing.hpp"
#include "joined_thread.hpp"
#include "run_together.hpp"

#include <weft/callbacks.hpp>
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <stdexcept>
#include <vector>

using background::Doing;
using namespace weft::literals;
using boost::test_tools::per_element;

BOOST_AUTO_TEST_SUITE(background_threads_tests)

BOOST_AUTO_TEST_CASE(calls_from_inside_its_handlers_neither_wait_for_room_nor_for_their_own_thread) {
    std::vector<int> numbers;
    weft::Fabric fabric;
    std::shared_ptr<weft::Background> background;
    background = weft::in_background(Doing{[&](int number) {
                                               numbers.push_back(number);
                                               if (number == 0) {
                                                   for (int inner = 1; inner <= 5; ++inner) {
                                                       fabric.call("on_step", "number"_a = inner);
                                                   }
                                                   int changed = 6;
                                                   fabric.call("on_change", "number"_a = changed);
                                                   numbers.push_back(changed);
                                                   background->flush();
                                               }
                                           },
                                           [&](int& number) {
                                               numbers.push_back(number);
                                               background->flush();
                                               fabric.call("on_step", "number"_a = 8);
                                               ++number;
                                           }},
                                     {.capacity = 1});
    fabric.add(background);
    fabric.call("on_step", "number"_a = 0);
    background->flush();
    BOOST_TEST(numbers == (std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7, 8}), per_element());
    fabric = weft::Fabric();
}

BOOST_AUTO_TEST_CASE(what_throws_in_the_calling_thread_leaves_that_call) {
    const auto background =
        weft::in_background(Doing{[](int) {}, [](int&) { throw std::runtime_error("at once"); }});
    weft::Fabric fabric{background};
    int number = 1;
    BOOST_CHECK_THROW(fabric.call("on_change", "number"_a = number), std::runtime_error);
    fabric.call("on_step", "number"_a = 1);
    background->flush();
}

BOOST_AUTO_TEST_CASE(calls_from_several_threads_run_one_after_the_other_each_thread_in_order) {
    constexpr std::size_t threads = 4;
    constexpr int calls = 2000;
    std::vector<std::vector<int>> numbers(threads);
    std::atomic<int> inside = 0;
    std::atomic<int> wrong = 0;
    int together = 0;
    int changes = 0;
    {
        const auto take = [&](int number) {
            together += inside.fetch_add(1);
            numbers.at(static_cast<std::size_t>(number / calls)).push_back(number % calls);
            inside.fetch_sub(1);
        };
        const auto change = [&](int& number) {
            together += inside.fetch_add(1);
            ++changes;
            ++number;
            inside.fetch_sub(1);
        };
        weft::Fabric fabric{weft::in_background(Doing{take, change}, {.capacity = 8})};
        run_together(threads, [&](std::size_t thread) {
            for (int call = 0; call < calls; ++call) {
                fabric.call("on_step", "number"_a = static_cast<int>(thread) * calls + call);
                if (call % 50 == 0) {
                    int number = call;
                    fabric.call("on_change", "number"_a = number);
                    wrong += number == call + 1 ? 0 : 1;
                }
            }
        });
    }
    BOOST_TEST(together == 0);
    BOOST_TEST(wrong == 0);
    BOOST_TEST(changes == static_cast<int>(threads) * calls / 50);
    for (const std::vector<int>& of_one : numbers) {
        BOOST_TEST(of_one.size() == static_cast<std::size_t>(calls));
        BOOST_TEST(std::is_sorted(of_one.begin(), of_one.end()));
    }
}

BOOST_AUTO_TEST_CASE(connections_come_and_go_while_calls_queue) {
    std::atomic<int> runs = 0;
    weft::Fabric fabric;
    std::atomic<bool> is_over = false;
    JoinedThread caller([&] {
        while (!is_over) {
            fabric.call("on_step", "number"_a = 1);
        }
    });
    for (int round = 0; round < 200; ++round) {
        const weft::Connection connection =
            fabric.add(weft::in_background(Doing{[&runs](int) { ++runs; }}, {.capacity = 2}));
        if (round % 2 == 0) {
            connection.disconnect_and_wait();
        } else {
            connection.disconnect();
        }
    }
    is_over = true;
    caller.join();
    BOOST_TEST(runs >= 0);
}

BOOST_AUTO_TEST_SUITE_END()
