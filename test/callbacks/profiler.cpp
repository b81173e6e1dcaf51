// SPDX-License-Identifier: MIT
// Profiler: spans, hooks and callbacks, with a clock that the test moves; the table and the trace.
#define BOOST_BIND_GLOBAL_PLACEHOLDERS  // Boost 1.74's own property tree still uses them.

#include "profiled.hpp"
#include "temporary_folder.hpp"

#include <weft/callbacks/profiler.hpp>
#include <weft/weft.hpp>

#include <boost/property_tree/json_parser.hpp>
#include <boost/property_tree/ptree.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <fmt/format.h>

using namespace std::chrono_literals;
using namespace weft::literals;
using boost::test_tools::per_element;
using weft::Profiler;

BOOST_AUTO_TEST_SUITE(profiler_tests)

BOOST_AUTO_TEST_CASE(a_span_lies_between_the_handlers_of_its_start_and_those_of_its_end) {
    const Profiled profiled;
    profiled.train(2);
    BOOST_TEST(lines(profiled.profiler.spans()) == Lines{"train_batch 2 20"}, per_element());
}

BOOST_AUTO_TEST_CASE(before_and_after_make_a_span_too) {
    const Profiled profiled;
    profiled.fabric.call("on_before_backward", "loss"_a = 1.0);
    fake_time += 5ms;
    profiled.fabric.call("on_after_backward");
    BOOST_TEST(lines(profiled.profiler.spans()) == Lines{"backward 1 5"}, per_element());
}

BOOST_AUTO_TEST_CASE(spans_may_nest_and_overlap) {
    const Profiled profiled;
    const weft::Fabric& fabric = profiled.fabric;
    fabric.call("on_fit_start");
    fabric.call("on_a_start");
    fake_time += 1ms;
    fabric.call("on_b_start");
    fake_time += 2ms;
    fabric.call("on_a_end");
    fake_time += 4ms;
    fabric.call("on_b_end");
    fabric.call("on_fit_end");
    BOOST_TEST(lines(profiled.profiler.spans()) == (Lines{"fit 1 7", "b 1 6", "a 1 3"}), per_element());
}

BOOST_AUTO_TEST_CASE(a_start_without_its_end_is_no_span) {
    const Profiled profiled;
    profiled.fabric.call("on_epoch_end");
    profiled.fabric.call("on_epoch_start");
    fake_time += 1ms;
    profiled.fabric.call("on_epoch_start");
    fake_time += 2ms;
    profiled.fabric.call("on_epoch_end");
    profiled.fabric.call("on_start");
    profiled.fabric.call("on_end");
    BOOST_TEST(lines(profiled.profiler.spans()) == Lines{"epoch 1 2"}, per_element());
}

BOOST_AUTO_TEST_CASE(callbacks_are_named_the_slowest_first) {
    const Profiled profiled;
    profiled.train(2);
    BOOST_TEST(lines(profiled.profiler.callbacks()) ==
                   (Lines{"Slow.on_train_batch_end 2 8", "Slow.on_train_batch_start 2 6",
                          "Fast.on_train_batch_end 2 2"}),
               per_element());
}

BOOST_AUTO_TEST_CASE(a_hook_takes_the_time_of_its_handlers) {
    const Profiled profiled;
    profiled.train(2);
    BOOST_TEST(
        lines(profiled.profiler.hooks()) == (Lines{"on_train_batch_end 2 10", "on_train_batch_start 2 6"}),
        per_element());
}

BOOST_AUTO_TEST_CASE(the_longest_run_is_kept) {
    Profiled profiled;
    int run = 0;
    profiled.fabric.connect("on_step",
                            [&run] { fake_time += std::chrono::milliseconds(++run == 2 ? 7 : 1); });
    for (int call = 0; call < 3; ++call) {
        profiled.fabric.call("on_step");
    }
    const auto hooks = profiled.profiler.hooks();
    BOOST_TEST(hooks.at(0).longest.count() == 0.007);
    BOOST_TEST(hooks.at(0).total.count() == 0.009);
}

BOOST_AUTO_TEST_CASE(a_nested_call_is_part_of_the_handler_that_makes_it) {
    Profiled profiled;
    profiled.fabric.connect("on_outer", [&fabric = profiled.fabric] {
        fake_time += 1ms;
        fabric.call("on_inner");
    });
    profiled.fabric.connect("on_inner", [] { fake_time += 2ms; });
    profiled.fabric.call("on_outer");
    BOOST_TEST(lines(profiled.profiler.hooks()) == (Lines{"on_outer 1 3", "on_inner 1 2"}), per_element());
}

BOOST_AUTO_TEST_CASE(an_exception_ends_what_it_leaves) {
    Profiled profiled;
    profiled.fabric.connect("on_step", [] {
        fake_time += 1ms;
        throw std::runtime_error("boom");
    });
    BOOST_CHECK_THROW(profiled.fabric.call("on_step"), std::runtime_error);
    profiled.train(1);
    BOOST_TEST(lines(profiled.profiler.spans()) == Lines{"train_batch 1 10"}, per_element());
    BOOST_TEST(profiled.profiler.hooks().size() == 3U);
}

BOOST_AUTO_TEST_CASE(threads_have_spans_of_their_own) {
    const Profiled profiled;
    profiled.fabric.call("on_epoch_start");
    std::thread([&profiled] { profiled.fabric.call("on_epoch_end"); }).join();
    BOOST_TEST(profiled.profiler.spans().empty());
    profiled.fabric.call("on_epoch_end");
    BOOST_TEST(profiled.profiler.spans().size() == 1U);
}

BOOST_AUTO_TEST_CASE(several_threads_may_call_at_once) {
    Profiler profiler;
    weft::Fabric fabric;
    fabric.observe(std::ref(profiler));
    constexpr std::size_t calls = 1000;
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread) {
        threads.emplace_back([&fabric] {
            for (std::size_t call = 0; call < calls; ++call) {
                fabric.call("on_step_start");
                fabric.call("on_step_end");
            }
        });
    }
    while (profiler.spans().empty()) {
        std::this_thread::yield();
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    BOOST_TEST(profiler.spans().at(0).count == 4 * calls);
    BOOST_TEST(profiler.hooks().at(0).count == 4 * calls);
}

BOOST_AUTO_TEST_CASE(the_table_has_a_line_for_each_with_its_times) {
    const Profiled profiled;
    BOOST_TEST(profiled.profiler.table().empty());
    profiled.train(2);
    const std::string table = profiled.profiler.table();
    BOOST_TEST_INFO(table);
    const auto row = [](std::string_view name, int count, double total, double mean, double longest) {
        return fmt::format("  {:<54} {:>9} {:>12.3f} {:>12.2f} {:>12.2f}\n", name, count, total, mean,
                           longest);
    };
    BOOST_TEST(table.find(row("train_batch", 2, 20.0, 10000.0, 10000.0)) != std::string::npos);
    BOOST_TEST(table.find(row("Slow.on_train_batch_end", 2, 8.0, 4000.0, 4000.0)) != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_trace_is_json_with_every_interval) {
    const TemporaryFolder folder;
    Profiled profiled;
    profiled.fabric.connect("on_\"quoted\"", [] { fake_time += 2ms; });
    profiled.train(1);
    profiled.fabric.call("on_\"quoted\"");
    profiled.profiler.write_trace(folder / "trace.json");

    boost::property_tree::ptree trace;
    boost::property_tree::read_json((folder / "trace.json").string(), trace);
    std::vector<std::string> intervals;
    for (const auto& [nobody, event] : trace.get_child("traceEvents")) {
        BOOST_TEST(event.get<std::string>("ph") == "X");
        intervals.push_back(fmt::format("{} {} {:.0f} {:.0f}", event.get<std::string>("cat"),
                                        event.get<std::string>("name"), event.get<double>("ts"),
                                        event.get<double>("dur")));
    }
    std::erase_if(intervals,
                  [](const std::string& interval) { return interval.starts_with("callback handler"); });
    std::sort(intervals.begin(), intervals.end());
    BOOST_TEST(
        intervals == (Lines{"callback Fast 13000 1000", "callback Slow 0 3000", "callback Slow 14000 4000",
                            "hook on_\"quoted\" 18000 2000", "hook on_train_batch_end 13000 5000",
                            "hook on_train_batch_start 0 3000", "span train_batch 3000 10000"}),
        per_element());
}

BOOST_AUTO_TEST_CASE(a_trace_beyond_its_capacity_says_how_much_it_left_out) {
    const TemporaryFolder folder;
    Profiler profiler({.trace_capacity = 2});
    weft::Fabric fabric;
    fabric.observe(std::ref(profiler));
    for (int call = 0; call < 5; ++call) {
        fabric.call("on_step");
    }
    profiler.write_trace(folder / "trace.json");
    boost::property_tree::ptree trace;
    boost::property_tree::read_json((folder / "trace.json").string(), trace);
    BOOST_TEST(trace.get_child("traceEvents").size() == 2U);
    BOOST_TEST(trace.get<int>("otherData.left_out") == 3);
    BOOST_TEST(profiler.hooks().at(0).count == 5U);
    BOOST_CHECK_THROW(profiler.write_trace(folder / "missing" / "trace.json"), weft::Error);
}

BOOST_AUTO_TEST_CASE(it_begins_afresh_with_a_fit) {
    const TemporaryFolder folder;
    Profiled profiled;
    profiled.fabric.call("on_a_start");
    profiled.train(2);
    profiled.fabric.call("on_fit_start");
    profiled.fabric.call("on_a_end");
    profiled.train(1);
    profiled.fabric.call("on_fit_end");
    BOOST_TEST(lines(profiled.profiler.spans()) == (Lines{"fit 1 18", "train_batch 1 10"}), per_element());
    BOOST_TEST(profiled.profiler.hooks().size() == 5U);
    profiled.fabric.call("on_fit_start");
    BOOST_TEST(profiled.profiler.spans().empty());
    profiled.profiler.write_trace(folder / "trace.json");
    boost::property_tree::ptree trace;
    boost::property_tree::read_json((folder / "trace.json").string(), trace);
    BOOST_TEST(trace.get_child("traceEvents").size() == 1U);  // That of the call.
}

BOOST_AUTO_TEST_CASE(a_trace_may_be_written_while_fits_begin) {
    const TemporaryFolder folder;
    Profiler profiler;
    weft::Fabric fabric;
    fabric.observe(std::ref(profiler));
    std::atomic<bool> is_over = false;
    std::thread fits([&] {
        while (!is_over) {
            fabric.call("on_fit_start");
            fabric.call("on_step");
        }
    });
    for (int round = 0; round < 20; ++round) {
        profiler.write_trace(folder / "trace.json");
        BOOST_TEST(profiler.hooks().size() <= 2U);
    }
    is_over = true;
    fits.join();
}

BOOST_AUTO_TEST_CASE(what_it_has_seen_moves_with_it) {
    Profiled profiled;
    profiled.train(1);
    const Profiler moved(std::move(profiled.profiler));
    BOOST_TEST(moved.spans().size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
