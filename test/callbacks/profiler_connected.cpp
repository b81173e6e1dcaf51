// SPDX-License-Identifier: MIT
// Profiler: connected and let go in the middle of calls, in several threads.
#include "profiled.hpp"

#include <weft/callbacks/profiler.hpp>
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <thread>
#include <vector>

using namespace std::chrono_literals;
using namespace weft::literals;
using boost::test_tools::per_element;
using weft::Profiler;

BOOST_AUTO_TEST_SUITE(profiler_connected_tests)

BOOST_AUTO_TEST_CASE(a_call_that_is_seen_by_half_is_not_measured_and_not_kept) {
    Profiler profiler{{.now = [] { return fake_time; }}};
    weft::Fabric fabric;
    weft::Connection connection = fabric.observe(std::ref(profiler));
    fabric.observe([](const weft::Event&) {});  // The calls stay observed.
    bool begins = false;
    fabric.connect("on_step", [&] {
        if (begins) {
            connection = fabric.observe(std::ref(profiler));
        } else {
            connection.disconnect();
        }
        fake_time += 5ms;
    });
    fabric.call("on_step");
    fake_time += 1000ms;
    begins = true;
    fabric.call("on_step");  // From its middle on: its end is not that of the call before.
    BOOST_TEST(profiler.hooks().empty());
    BOOST_TEST(profiler.callbacks().empty());
}

BOOST_AUTO_TEST_CASE(nested_calls_that_are_seen_by_half_leave_the_others_as_they_are) {
    Profiled profiled;
    weft::Fabric& fabric = profiled.fabric;
    weft::Connection connection = fabric.observe([](const weft::Event&) {});
    Profiler late{{.now = [] { return fake_time; }}};
    fabric.connect("on_outer", [&] {
        fake_time += 1ms;
        connection = fabric.observe(std::ref(late));
        fabric.call("on_inner");
        fabric.call("on_inner");
    });
    fabric.connect("on_inner", [&] {
        fake_time += 2ms;
        connection.disconnect();
    });
    fabric.call("on_outer");
    BOOST_TEST(lines(profiled.profiler.hooks()) == (Lines{"on_outer 1 5", "on_inner 2 4"}), per_element());
    BOOST_TEST(late.hooks().empty());
}

BOOST_AUTO_TEST_CASE(a_profiler_does_not_take_over_what_another_has_begun) {
    std::optional<Profiler> profiler;
    weft::Fabric fabric;
    weft::Connection connection;
    const auto begin = [&] {
        profiler.emplace(weft::ProfilerOptions{.now = [] { return fake_time; }});
        connection = fabric.observe(std::ref(*profiler));
    };
    begin();
    fabric.connect("on_step", [&] {
        connection.disconnect();
        profiler.reset();
        begin();  // In the same place.
    });
    fabric.call("on_step");
    BOOST_TEST(profiler->hooks().empty());
}

BOOST_AUTO_TEST_CASE(a_handler_that_is_stopped_at_its_begin_is_not_measured) {
    Profiled profiled;
    weft::Connection victim;
    profiled.fabric.observe([&victim](const weft::Event& event) {
        if (event.kind() == weft::Event::Kind::handler_begin) {
            victim.disconnect();
        }
    });
    victim = profiled.fabric.connect("on_step", [] {});
    profiled.fabric.call("on_step");
    BOOST_TEST(profiled.profiler.callbacks().empty());
    BOOST_TEST(lines(profiled.profiler.hooks()) == Lines{"on_step 1 0"}, per_element());
}

BOOST_AUTO_TEST_CASE(a_run_at_whose_begin_the_clock_threw_is_not_measured) {
    struct NoTime {};
    int reads_until_throw = 2;  // The call begins, then the handler.
    Profiler profiler{{.now = [&reads_until_throw] {
        if (--reads_until_throw == 0) {
            throw NoTime();
        }
        return fake_time;
    }}};
    weft::Fabric fabric;
    fabric.observe(std::ref(profiler));
    fabric.connect("on_step", [] { fake_time += 2ms; });
    BOOST_CHECK_THROW(fabric.call("on_step"), NoTime);
    BOOST_TEST(profiler.callbacks().empty());
    BOOST_TEST(lines(profiler.hooks()) == Lines{"on_step 1 0"}, per_element());
    fabric.call("on_step");
    BOOST_TEST(lines(profiler.hooks()) == Lines{"on_step 2 2"}, per_element());
    BOOST_TEST(profiler.callbacks().size() == 1U);
    BOOST_TEST(profiler.callbacks().front().count == 1U);
}

BOOST_AUTO_TEST_CASE(a_span_that_a_thread_left_open_is_no_other_threads) {
    const Profiled profiled;
    for (int thread = 0; thread < 10; ++thread) {
        std::thread([&profiled] { profiled.fabric.call("on_epoch_end"); }).join();
        std::thread([&profiled] { profiled.fabric.call("on_epoch_start"); }).join();
    }
    BOOST_TEST(profiled.profiler.spans().empty());
}

BOOST_AUTO_TEST_SUITE_END()
