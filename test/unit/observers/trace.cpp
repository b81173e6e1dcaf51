// SPDX-License-Identifier: MIT
// Trace: one line per call, nested ones indented, written together at the end of the outermost.
#include "hooks.hpp"

#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <cstdio>
#include <functional>
#include <memory>
#include <optional>
#include <regex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

using namespace weft::literals;
using boost::test_tools::per_element;

BOOST_AUTO_TEST_SUITE(trace_tests)

namespace {

using Lines = std::vector<std::string>;

struct Boom : std::runtime_error {
    Boom() : std::runtime_error("boom") {}
};

struct Recorder {
    void on_step() {}
    void on_end([[maybe_unused]] double loss) {}
};
HOOKS(Recorder, (on_step), (on_end, loss))

/// The line with `T` for a duration and `handler` for the place of one.
std::string steady(std::string_view line) {
    static const std::regex duration(R"(\b\d+\.\d us\b)");
    static const std::regex place(R"(handler at [^;]*:\d+)");
    return std::regex_replace(std::regex_replace(std::string(line), place, "handler"), duration, "T");
}

/// A fabric whose calls are traced.
struct Traced {
    Lines lines;
    weft::Fabric fabric;
    weft::Connection connection =
        fabric.observe(weft::Trace([this](std::string_view line) { lines.push_back(steady(line)); }));

    Traced() = default;
    Traced(const Traced&) = delete;
    Traced& operator=(const Traced&) = delete;

    Lines take() { return std::exchange(lines, {}); }
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_call_stays_one_line_whatever_its_arguments_hold) {
    Traced traced;
    traced.fabric.call("on_step", "text"_a = "first\nsecond");
    BOOST_TEST(traced.take() == Lines{"on_step {text=first\\nsecond}; 0 ran, T"}, per_element());
}

BOOST_AUTO_TEST_CASE(a_call_is_a_line_with_arguments_handlers_and_durations) {
    Traced traced;
    traced.fabric.add(Recorder{});
    traced.fabric.connect("on_end", [] {});
    traced.fabric.call("on_end", "loss"_a = 0.25, "step"_a = 3);
    BOOST_TEST(
        traced.take() == Lines{"on_end {loss=0.25, step=3}; trace_tests::Recorder T; handler T; 2 ran, T"},
        per_element());
}

BOOST_AUTO_TEST_CASE(a_call_that_nobody_hears_is_a_line_too) {
    Traced traced;
    traced.fabric.call("on_nothing");
    BOOST_TEST(traced.take() == Lines{"on_nothing {}; 0 ran, T"}, per_element());
}

BOOST_AUTO_TEST_CASE(nested_calls_are_indented_below_the_call_they_were_made_in) {
    Traced traced;
    traced.fabric.connect("on_fit", [&traced] {
        for (int epoch = 0; epoch < 2; ++epoch) {
            traced.fabric.call("on_epoch", "epoch"_a = epoch);
        }
    });
    traced.fabric.connect("on_epoch", [&traced] { traced.fabric.call("on_end", "loss"_a = 1); });
    traced.fabric.add(Recorder{});
    traced.fabric.call("on_fit");
    traced.fabric.call("on_step");
    const Lines expected{"on_fit {}; handler T; 1 ran, T",
                         "  on_epoch {epoch=0}; handler T; 1 ran, T",
                         "    on_end {loss=1}; trace_tests::Recorder T; 1 ran, T",
                         "  on_epoch {epoch=1}; handler T; 1 ran, T",
                         "    on_end {loss=1}; trace_tests::Recorder T; 1 ran, T",
                         "on_step {}; trace_tests::Recorder T; 1 ran, T"};
    BOOST_TEST(traced.take() == expected, per_element());
}

BOOST_AUTO_TEST_CASE(handlers_inside_one_another_are_shown_as_they_end_and_calls_of_the_body_below) {
    std::vector<std::string> lines;
    weft::Fabric fabric;
    fabric.observe(weft::Trace([&lines](std::string_view line) { lines.emplace_back(line); }));
    fabric.connect("around_step", [](const weft::Next& next) { next(); });
    fabric.connect("around_step", [] {});
    fabric.around("around_step", [&fabric] { fabric.call("on_inside"); });
    BOOST_REQUIRE(lines.size() == 2U);
    BOOST_TEST(lines[0].starts_with("around_step {}; handler at "));
    BOOST_TEST(lines[0].find("; 2 ran, ") != std::string::npos);
    BOOST_TEST(lines[1].starts_with("  on_inside {}; 0 ran, "));
}

BOOST_AUTO_TEST_CASE(the_arguments_are_those_at_the_begin) {
    Traced traced;
    int step = 1;
    traced.fabric.connect(
        "on_step", [](int& value) { value = 2; }, "step"_a);
    traced.fabric.call("on_step", "step"_a = step);
    BOOST_TEST(traced.take() == Lines{"on_step {step=1}; handler T; 1 ran, T"}, per_element());
}

BOOST_AUTO_TEST_CASE(an_exception_is_shown_at_the_handler_and_at_every_call_it_leaves) {
    Traced traced;
    traced.fabric.connect("on_step", [&traced] { traced.fabric.call("on_nested"); });
    traced.fabric.connect("on_nested", [] { throw Boom(); });
    BOOST_CHECK_THROW(traced.fabric.call("on_step"), Boom);
    const Lines expected{
        "on_step {}; handler T threw trace_tests::Boom: boom; 1 ran, T threw trace_tests::Boom: boom",
        "  on_nested {}; handler T threw trace_tests::Boom: boom; 1 ran, T threw trace_tests::Boom: boom"};
    BOOST_TEST(traced.take() == expected, per_element());
    traced.fabric.connect("on_other", [] { throw 42; });
    BOOST_CHECK_THROW(traced.fabric.call("on_other"), int);
    BOOST_TEST(traced.take() == Lines{"on_other {}; handler T threw int; 1 ran, T threw int"}, per_element());
}

BOOST_AUTO_TEST_CASE(a_failure_that_on_error_keeps_is_shown_at_the_handler_alone) {
    Traced traced;
    traced.fabric.on_error([](const weft::Failure&) {});
    traced.fabric.connect("on_step", [] { throw Boom(); });
    traced.fabric.add(Recorder{});
    traced.fabric.call("on_step");
    BOOST_TEST(
        traced.take() ==
            Lines{"on_step {}; handler T threw trace_tests::Boom: boom; trace_tests::Recorder T; 2 ran, T"},
        per_element());
}

BOOST_AUTO_TEST_CASE(a_refusal_is_shown_at_the_call_alone) {
    Traced traced;
    traced.fabric.add(Recorder{});
    BOOST_CHECK_THROW(traced.fabric.call("on_end"), weft::ArgumentError);
    BOOST_TEST(traced.take() == Lines{"on_end {}; 0 ran, T threw weft::ArgumentError: on_end: "
                                      "trace_tests::Recorder takes 'loss' (double), "
                                      "but the call passes no such argument; it passes {}"},
               per_element());
}

BOOST_AUTO_TEST_CASE(the_lines_are_written_at_the_end_of_the_outermost_call) {
    Traced traced;
    traced.fabric.connect("on_step", [&traced] {
        traced.fabric.call("on_nested");
        BOOST_TEST(traced.lines.empty());
    });
    traced.fabric.call("on_step");
    BOOST_TEST(traced.take().size() == 2U);
}

BOOST_AUTO_TEST_CASE(it_may_begin_in_the_middle_of_a_call) {
    Traced traced;
    traced.connection.disconnect();
    traced.fabric.observe([](const weft::Event&) {});  // so that the running call is observed
    traced.fabric.connect(
        "on_step",
        [&traced] {
            traced.fabric.observe(
                weft::Trace([&traced](std::string_view line) { traced.lines.push_back(steady(line)); }));
            traced.fabric.call("on_nested");
        },
        weft::once);
    traced.fabric.call("on_step");
    traced.fabric.call("on_other");
    BOOST_TEST(traced.take() == (Lines{"on_nested {}; 0 ran, T", "on_other {}; 0 ran, T"}), per_element());
}

BOOST_AUTO_TEST_CASE(it_goes_on_after_a_block_that_begins_in_the_middle_of_a_call) {
    Traced traced;
    weft::Block block;
    traced.fabric.connect(
        "on_step", [&] { block = traced.connection.block(); }, weft::once);
    traced.fabric.call("on_step");
    block = weft::Block();
    traced.fabric.call("on_other");
    BOOST_TEST(traced.take() == Lines{"on_other {}; 0 ran, T"}, per_element());
}

BOOST_AUTO_TEST_CASE(what_it_sees_to_begin_and_not_to_end_leaves_nothing_behind) {
    Lines lines;
    weft::Trace trace([&lines](std::string_view line) { lines.push_back(steady(line)); });
    weft::Fabric fabric;
    weft::Connection connection;
    bool lets_go = true;
    const auto token = std::make_shared<int>(0);
    fabric.observe([token](const weft::Event&) {});  // The calls stay observed.
    fabric.connect("on_outer", [&] {
        fabric.call("on_inner");
        fabric.call("on_after");
    });
    fabric.connect("on_inner", [&] {
        if (lets_go) {
            connection.disconnect();
        }
    });
    for (int round = 0; round < 3; ++round) {
        connection = fabric.observe(std::ref(trace));
        fabric.call("on_outer");
        BOOST_TEST(lines.empty());
    }
    lets_go = false;
    connection = fabric.observe(std::ref(trace));
    fabric.call("on_inner");
    BOOST_TEST(lines == Lines{"on_inner {}; handler T; 1 ran, T"}, per_element());
}

BOOST_AUTO_TEST_CASE(a_call_during_which_it_goes_and_comes_back_has_the_line_of_what_it_saw) {
    Traced traced;
    weft::Block block;
    traced.fabric.connect("on_step", [&] { block = traced.connection.block(); });
    traced.fabric.connect("on_step", [&] { traced.fabric.call("on_unseen"); });
    traced.fabric.connect("on_step", [&] { block = weft::Block(); });
    traced.fabric.connect("on_step", [&] { traced.fabric.call("on_seen"); });
    traced.fabric.call("on_step");
    BOOST_TEST(
        traced.take() == (Lines{"on_step {}; handler T; handler T; 4 ran, T", "  on_seen {}; 0 ran, T"}),
        per_element());
}

BOOST_AUTO_TEST_CASE(a_thread_that_ends_in_the_middle_of_what_it_saw_leaves_nothing_to_the_next) {
    Traced traced;
    traced.fabric.connect(
        "on_step", [&traced] { traced.connection.disconnect(); }, weft::once);
    std::thread([&traced] { traced.fabric.call("on_step"); }).join();
    traced.connection = traced.fabric.observe(
        weft::Trace([&traced](std::string_view line) { traced.lines.push_back(steady(line)); }));
    std::thread([&traced] { traced.fabric.call("on_other"); }).join();
    BOOST_TEST(traced.take() == Lines{"on_other {}; 0 ran, T"}, per_element());
}

BOOST_AUTO_TEST_CASE(a_trace_does_not_take_over_what_another_has_begun) {
    Lines lines;
    weft::Fabric fabric;
    std::optional<weft::Trace> trace;
    weft::Connection connection;
    const auto begin = [&] {
        trace.emplace([&lines](std::string_view line) { lines.push_back(steady(line)); });
        connection = fabric.observe(std::ref(*trace));
    };
    begin();
    fabric.observe([](const weft::Event&) {});
    fabric.connect(
        "on_step",
        [&] {
            connection.disconnect();
            trace.reset();
            begin();  // In the same place.
        },
        weft::once);
    fabric.call("on_step");
    BOOST_TEST(lines.empty());
    fabric.call("on_step");
    BOOST_TEST(lines == Lines{"on_step {}; 0 ran, T"}, per_element());
}

BOOST_AUTO_TEST_CASE(a_fabric_that_is_destroyed_in_a_traced_call_leaves_nothing_behind) {
    Lines lines;
    weft::Trace trace([&lines](std::string_view line) { lines.push_back(steady(line)); });
    std::optional<weft::Fabric> first(std::in_place);
    first->observe(std::ref(trace));
    first->connect("on_step", [&first] { first.reset(); });
    first->call("on_step");
    weft::Fabric second;
    second.observe(std::ref(trace));
    second.call("on_other");
    BOOST_TEST(lines == Lines{"on_other {}; 0 ran, T"}, per_element());
}

BOOST_AUTO_TEST_CASE(it_goes_on_after_another_observer_has_thrown) {
    using Kind = weft::Event::Kind;
    for (const Kind kind : {Kind::call_begin, Kind::handler_begin, Kind::handler_end, Kind::call_end}) {
        for (const bool throws_first : {true, false}) {
            Lines lines;
            weft::Fabric fabric{Recorder{}};
            const auto trace = [&] {
                fabric.observe(weft::Trace([&](std::string_view line) { lines.push_back(steady(line)); }));
            };
            if (!throws_first) {
                trace();
            }
            fabric.observe([kind](const weft::Event& event) {
                if (event.kind() == kind && event.hook() == "on_step") {
                    throw Boom();
                }
            });
            if (throws_first) {
                trace();
            }
            BOOST_CHECK_THROW(fabric.call("on_step"), Boom);
            fabric.call("on_other");
            BOOST_REQUIRE(!lines.empty());
            BOOST_TEST(lines.back() == "on_other {}; 0 ran, T");
        }
    }
}

BOOST_AUTO_TEST_CASE(what_the_write_function_throws_leaves_the_call) {
    weft::Fabric fabric;
    int lines = 0;
    fabric.observe(weft::Trace([&lines](std::string_view) {
        if (++lines == 1) {
            throw Boom();
        }
    }));
    BOOST_CHECK_THROW(fabric.call("on_step"), Boom);
    fabric.call("on_step");
    BOOST_TEST(lines == 2);
}

BOOST_AUTO_TEST_CASE(the_write_function_may_call_the_fabric) {
    Lines lines;
    weft::Fabric fabric;
    fabric.connect(
        "on_line", [&lines](std::string_view line) { lines.push_back(steady(line)); }, "line"_a);
    fabric.observe(
        weft::Trace([&fabric](std::string_view line) { fabric.call("on_line", "line"_a = line); }));
    fabric.call("on_step");
    BOOST_TEST(lines == Lines{"on_step {}; 0 ran, T"}, per_element());
}

BOOST_AUTO_TEST_CASE(one_trace_may_watch_two_fabrics) {
    Lines lines;
    weft::Trace trace([&lines](std::string_view line) { lines.push_back(steady(line)); });
    weft::Fabric inner;
    weft::Fabric outer;
    inner.observe(std::ref(trace));
    outer.observe(std::ref(trace));
    outer.connect("on_step", [&inner] { inner.call("on_nested"); });
    outer.call("on_step");
    BOOST_TEST(lines == (Lines{"on_step {}; handler T; 1 ran, T", "  on_nested {}; 0 ran, T"}),
               per_element());
}

BOOST_AUTO_TEST_CASE(it_writes_to_a_file) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::tmpfile(), &std::fclose);
    BOOST_REQUIRE(file != nullptr);
    {
        weft::Fabric fabric;
        fabric.observe(weft::Trace(file.get()));
        fabric.call("on_step", "text"_a = "{braces}");
    }
    std::rewind(file.get());
    std::string text(200, '\0');
    text.resize(std::fread(text.data(), 1, text.size(), file.get()));
    BOOST_TEST(steady(text) == "on_step {text={braces}}; 0 ran, T\n");
}

BOOST_AUTO_TEST_SUITE_END()
