// SPDX-License-Identifier: MIT
// Observers while several threads call, observe and let go.
#include "run_together.hpp"

#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

using namespace weft::literals;

BOOST_AUTO_TEST_SUITE(observe_threads_tests)

using Kind = weft::Event::Kind;

namespace {

constexpr int rounds = 200;

}  // namespace

BOOST_AUTO_TEST_CASE(the_events_of_a_call_are_told_in_the_thread_that_calls) {
    std::atomic<int> strangers{0};
    std::atomic<int> events{0};
    weft::Fabric fabric;
    fabric.connect(
        "on_step", [](std::thread::id) {}, "caller"_a);
    fabric.observe([&](const weft::Event& event) {
        events.fetch_add(1);
        if (event.args().get<std::thread::id>("caller") != std::this_thread::get_id()) {
            strangers.fetch_add(1);
        }
    });
    run_together(4, [&fabric](std::size_t) {
        for (int round = 0; round < rounds; ++round) {
            fabric.call("on_step", "caller"_a = std::this_thread::get_id());
        }
    });
    BOOST_TEST(events.load() == 4 * 4 * rounds);
    BOOST_TEST(strangers.load() == 0);
}

BOOST_AUTO_TEST_CASE(observers_come_and_go_while_others_call) {
    std::atomic<int> permanent{0};
    std::atomic<int> after_the_wait{0};
    weft::Fabric fabric;
    fabric.connect("on_step", [] {});
    fabric.observe([&permanent](const weft::Event&) { permanent.fetch_add(1); });
    run_together(4, [&](std::size_t index) {
        for (int round = 0; round < rounds; ++round) {
            if (index < 2) {
                fabric.call("on_step");
                continue;
            }
            std::atomic<bool> is_gone = false;
            const weft::Connection connection = fabric.observe([&](const weft::Event&) {
                if (is_gone.load()) {
                    after_the_wait.fetch_add(1);
                }
            });
            { const weft::Block block = connection.block(); }
            connection.disconnect_and_wait();
            is_gone.store(true);
        }
    });
    BOOST_TEST(permanent.load() == 2 * 4 * rounds);
    BOOST_TEST(after_the_wait.load() == 0);
}

BOOST_AUTO_TEST_CASE(an_observer_in_one_thread_hides_no_call_of_another) {
    std::atomic<int> calls{0};
    weft::Fabric fabric;
    fabric.observe([&](const weft::Event& event) {
        if (event.kind() == Kind::call_begin) {
            calls.fetch_add(1);
            fabric.call("on_log");
        }
    });
    run_together(4, [&fabric](std::size_t) {
        for (int round = 0; round < rounds; ++round) {
            fabric.call("on_step");
        }
    });
    BOOST_TEST(calls.load() == 4 * rounds);
}

BOOST_AUTO_TEST_CASE(declaring_checking_and_looking_go_on_beside_calls) {
    weft::Fabric fabric;
    fabric.declare("on_step", "epoch"_a);
    fabric.connect(
        "on_step", [](int) {}, "epoch"_a);
    fabric.strict();
    std::atomic<int> wrong{0};
    run_together(4, [&](std::size_t index) {
        for (int round = 0; round < rounds; ++round) {
            switch (index) {
                case 0: fabric.declare("on_" + std::to_string(round), "loss"_a); break;
                case 1: wrong.fetch_add(fabric.hooks().size() == 1U ? 0 : 1); break;
                case 2: fabric.check(); break;
                default: wrong.fetch_add(fabric.call("on_step", "epoch"_a = round) == 1U ? 0 : 1); break;
            }
        }
    });
    BOOST_TEST(wrong.load() == 0);
}

BOOST_AUTO_TEST_CASE(unused_and_trace_watch_several_threads) {
    std::atomic<int> lines{0};
    std::atomic<int> broken{0};
    weft::Unused unused;
    weft::Trace trace([&](std::string_view line) {
        lines.fetch_add(1);
        const bool is_nested = line.starts_with("  on_nested {}; ");
        broken.fetch_add(is_nested || line.starts_with("on_step {") ? 0 : 1);
    });
    weft::Fabric fabric;
    fabric.observe(std::ref(unused));
    fabric.observe(std::ref(trace));
    fabric.connect("on_step", [&fabric] { fabric.call("on_nested"); });
    run_together(4, [&](std::size_t) {
        for (int round = 0; round < rounds; ++round) {
            fabric.call("on_step", "epoch"_a = round);
            static_cast<void>(unused.report(fabric));
        }
    });
    BOOST_TEST(lines.load() == 2 * 4 * rounds);
    BOOST_TEST(broken.load() == 0);
    const weft::UnusedReport report = unused.report(fabric);
    BOOST_TEST((report.handlers.empty() && report.hooks.size() == 1U && report.arguments.size() == 1U));
}

BOOST_AUTO_TEST_SUITE_END()
