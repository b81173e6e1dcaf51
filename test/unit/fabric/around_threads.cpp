// SPDX-License-Identifier: MIT
// Fabric::around in several threads: who waits for a handler that goes around, and changes by others meanwhile.
#include "around_step.hpp"
#include "joined_thread.hpp"
#include "run_together.hpp"

#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <cstddef>
#include <latch>
#include <memory>

using namespace around_step;
using namespace weft::literals;

BOOST_AUTO_TEST_SUITE(around_threads_tests)

namespace {

constexpr int rounds = 200;

}  // namespace

BOOST_AUTO_TEST_CASE(who_waits_for_a_handler_that_is_around_the_body_waits_for_the_body) {
    int early = 0;
    for (int round = 0; round < rounds; ++round) {
        weft::Fabric fabric;
        std::latch entered{1};
        std::latch go{1};
        std::atomic<bool> has_returned = false;
        const weft::Connection guard = fabric.connect("around_step", [&](const weft::Next& next) {
            next();
            has_returned = true;
        });
        const JoinedThread caller([&] {
            fabric.around("around_step", [&] {
                entered.count_down();
                go.wait();
            });
        });
        entered.wait();
        guard.disconnect();  // Its slot is given up here, as the call has gone on to the body.
        go.count_down();
        guard.disconnect_and_wait();
        early += has_returned ? 0 : 1;
    }
    BOOST_TEST(early == 0);
}

BOOST_AUTO_TEST_CASE(what_a_handler_around_captured_lives_until_it_returns) {
    for (int round = 0; round < rounds; ++round) {
        weft::Fabric fabric;
        std::latch entered{1};
        std::latch gone{1};
        const auto captured = std::make_shared<int>(7);
        int seen = 0;
        weft::Connection guard = fabric.connect(
            "around_step", [&, mine = std::make_shared<int>(*captured)](const weft::Next& next) {
                next();
                seen = *mine;
            });
        const JoinedThread other([&] {
            entered.wait();
            guard.disconnect();
            gone.count_down();
        });
        fabric.around("around_step", [&] {
            entered.count_down();
            gone.wait();
        });
        BOOST_TEST(seen == 7);
    }
}

BOOST_AUTO_TEST_CASE(several_threads_go_around_one_hook_while_others_change_it) {
    weft::Fabric fabric;
    std::atomic<int> inside = 0;
    std::atomic<int> bodies = 0;
    std::atomic<int> wrong = 0;
    fabric.connect("around_step", [&inside](const weft::Next& next) {
        ++inside;
        next();
        --inside;
    });
    run_together(4, [&](std::size_t thread) {
        for (int round = 0; round < rounds; ++round) {
            if (thread == 0) {
                const weft::ScopedConnection passing =
                    fabric.connect("around_step", [](const weft::Next& next) { next(); });
                const weft::ScopedConnection plain = fabric.connect(
                    "around_step", [] {}, weft::at_front);
            } else {
                const bool has_run = fabric.around("around_step", [&] {
                    ++bodies;
                    wrong += inside > 0 ? 0 : 1;
                });
                wrong += has_run ? 0 : 1;
            }
        }
    });
    BOOST_TEST(bodies == 3 * rounds);
    BOOST_TEST(wrong == 0);
    BOOST_TEST(inside == 0);
}

BOOST_AUTO_TEST_CASE(one_that_is_once_goes_around_one_call_of_all_threads) {
    for (int round = 0; round < rounds / 10; ++round) {
        weft::Fabric fabric;
        std::atomic<int> runs = 0;
        std::atomic<int> bodies = 0;
        fabric.connect(
            "around_step",
            [&runs](const weft::Next& next) {
                ++runs;
                next();
            },
            weft::once);
        run_together(4, [&](std::size_t) { fabric.around("around_step", [&bodies] { ++bodies; }); });
        BOOST_TEST(runs == 1);
        BOOST_TEST(bodies == 4);
    }
}

BOOST_AUTO_TEST_SUITE_END()
