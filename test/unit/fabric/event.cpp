// SPDX-License-Identifier: MIT
// What an observer is shown: kinds in their order, callbacks, arguments, durations and exceptions.
#include "hooks.hpp"

#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <fmt/format.h>

#include <chrono>
#include <cstddef>
#include <exception>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

using namespace weft::literals;
using boost::test_tools::per_element;

BOOST_AUTO_TEST_SUITE(event_tests)

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

std::string text_of(const std::exception_ptr& exception) {
    try {
        std::rethrow_exception(exception);
    } catch (const std::exception& error) {
        return error.what();
    } catch (...) {
        return "unknown";
    }
}

/// `on_step begins`, `on_step: Recorder ends`, with what was thrown behind.
std::string line_of(const weft::Event& event) {
    using Kind = weft::Event::Kind;
    const bool is_handler = event.kind() == Kind::handler_begin || event.kind() == Kind::handler_end;
    const bool is_begin = event.kind() == Kind::call_begin || event.kind() == Kind::handler_begin;
    return fmt::format("{}{}{}{}{}", event.hook(), is_handler ? ": " : "",
                       event.callback().starts_with("handler at ") ? "handler" : event.callback(),
                       is_begin ? " begins" : " ends",
                       event.exception() == nullptr ? "" : " with " + text_of(event.exception()));
}

/// A fabric whose events are written down.
struct Observed {
    Lines lines;
    weft::Fabric fabric;

    Observed() {
        fabric.observe([this](const weft::Event& event) { lines.push_back(line_of(event)); });
    }
    Observed(const Observed&) = delete;
    Observed& operator=(const Observed&) = delete;

    Lines take() { return std::exchange(lines, {}); }
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_call_and_its_handlers_begin_and_end_in_order) {
    Observed observed;
    observed.fabric.add(Recorder{});
    observed.fabric.connect("on_step", [&] { observed.lines.emplace_back("runs"); });
    BOOST_TEST(observed.fabric.call("on_step") == 2U);
    const Lines expected{"on_step begins",
                         "on_step: event_tests::Recorder begins",
                         "on_step: event_tests::Recorder ends",
                         "on_step: handler begins",
                         "runs",
                         "on_step: handler ends",
                         "on_step ends"};
    BOOST_TEST(observed.take() == expected, per_element());
}

BOOST_AUTO_TEST_CASE(the_events_of_a_nested_call_lie_within_its_handler) {
    Observed observed;
    observed.fabric.connect("on_step", [&] {
        observed.fabric.call("on_end", "loss"_a = 0.5);
        observed.fabric.call("on_unheard");
    });
    observed.fabric.add(Recorder{});
    observed.fabric.call("on_step");
    const Lines expected{"on_step begins",
                         "on_step: handler begins",
                         "on_end begins",
                         "on_end: event_tests::Recorder begins",
                         "on_end: event_tests::Recorder ends",
                         "on_end ends",
                         "on_unheard begins",
                         "on_unheard ends",
                         "on_step: handler ends",
                         "on_step: event_tests::Recorder begins",
                         "on_step: event_tests::Recorder ends",
                         "on_step ends"};
    BOOST_TEST(observed.take() == expected, per_element());
}

BOOST_AUTO_TEST_CASE(recursion_of_one_hook_is_seen_at_every_depth) {
    Observed observed;
    int depth = 0;
    observed.fabric.connect("on_step", [&] {
        if (++depth < 3) {
            observed.fabric.call("on_step");
        }
    });
    observed.fabric.call("on_step");
    const Lines expected{"on_step begins",        "on_step: handler begins",
                         "on_step begins",        "on_step: handler begins",
                         "on_step begins",        "on_step: handler begins",
                         "on_step: handler ends", "on_step ends",
                         "on_step: handler ends", "on_step ends",
                         "on_step: handler ends", "on_step ends"};
    BOOST_TEST(observed.take() == expected, per_element());
}

BOOST_AUTO_TEST_CASE(unheard_calls_are_seen_and_make_no_hook) {
    Observed observed;
    BOOST_TEST(observed.fabric.call("on_nothing", "x"_a = 1) == 0U);
    BOOST_TEST(observed.fabric.collect<int>("on_nothing").empty());
    BOOST_TEST(!observed.fabric.first<int>("on_nothing").has_value());
    const Lines expected{"on_nothing begins", "on_nothing ends",   "on_nothing begins",
                         "on_nothing ends",   "on_nothing begins", "on_nothing ends"};
    BOOST_TEST(observed.take() == expected, per_element());
    BOOST_TEST(observed.fabric.hooks().empty());
}

BOOST_AUTO_TEST_CASE(
    events_name_the_hook_where_its_first_handler_came_at_the_begin_and_changed_the_callers_text) {
    weft::Fabric fabric;
    std::string name = "on_step";
    Lines seen;
    fabric.observe([&](const weft::Event& event) {
        seen.emplace_back(event.hook());
        if (event.kind() == weft::Event::Kind::call_begin) {
            fabric.connect("on_step", [&name] { name = "on_stop"; });
        }
    });
    fabric.call(name);
    BOOST_TEST(seen == (Lines{"on_step", "on_step", "on_step", "on_step"}), per_element());
}

BOOST_AUTO_TEST_CASE(handlers_that_do_not_run_are_not_seen) {
    Observed observed;
    weft::Connection blocked = observed.fabric.connect("on_step", [] {});
    const weft::Block block = blocked.block();
    observed.fabric.connect(
        "on_step", [] {}, weft::every(2));
    observed.fabric.connect(
        "on_step", [] {}, weft::once);
    observed.fabric.call("on_step");
    BOOST_TEST(observed.take().size() == 4U);  // once
    observed.fabric.call("on_step");
    BOOST_TEST(observed.take().size() == 4U);  // every
    observed.fabric.call("on_step");
    BOOST_TEST(observed.take().size() == 2U);
}

BOOST_AUTO_TEST_CASE(first_shows_the_handlers_up_to_the_answer) {
    Observed observed;
    observed.fabric.connect("on_ask", [] { return std::optional<int>(); });
    observed.fabric.connect("on_ask", [] { return 7; });
    observed.fabric.connect("on_ask", [] { return 8; });
    BOOST_TEST(observed.fabric.first<int>("on_ask").value() == 7);
    BOOST_TEST(observed.take().size() == 6U);
    BOOST_TEST(observed.fabric.collect<int>("on_ask").size() == 2U);
    BOOST_TEST(observed.take().size() == 8U);
}

BOOST_AUTO_TEST_CASE(an_event_shows_the_arguments_of_its_call) {
    Lines seen;
    weft::Fabric fabric{Recorder{}};
    fabric.observe([&seen](const weft::Event& event) { seen.push_back(fmt::format("{}", event.args())); });
    const std::string name = "run_time";
    fabric.call("on_end", 1.5, "step"_a = 3, weft::arg(name, true));
    fabric.call("on_nothing");
    fabric.call("on_nothing", weft::unpack(weft::ArgMap{"kept"_a = 2}));
    const std::string all = seen.at(0);
    BOOST_TEST(all.find("step=3, run_time=true") != std::string::npos);
    BOOST_TEST(seen == (Lines{all, all, all, all, "{}", "{}", "{kept=2}", "{kept=2}"}), per_element());
}

BOOST_AUTO_TEST_CASE(an_argument_is_the_callers_own_object) {
    double loss = 0.5;
    weft::Fabric fabric{Recorder{}};
    fabric.observe([&loss](const weft::Event& event) {
        BOOST_TEST(&event.args().get<const double&>("loss") == &loss);
        event.args().get<double&>("loss") += 1.0;
    });
    fabric.call("on_end", "loss"_a = loss);
    BOOST_TEST(loss == 4.5);
}

BOOST_AUTO_TEST_CASE(arguments_may_be_kept_beyond_the_call) {
    std::optional<weft::ArgMap> kept;
    weft::Fabric fabric;
    fabric.observe([&kept](const weft::Event& event) { kept.emplace(event.args()); });
    fabric.call("on_nothing", "text"_a = std::string(100, 'x'));
    BOOST_TEST(kept->get<std::string>("text") == std::string(100, 'x'));
}

BOOST_AUTO_TEST_CASE(durations_are_zero_at_the_begin_and_nested_in_the_end) {
    using Kind = weft::Event::Kind;
    constexpr auto zero = weft::Event::Duration::zero();
    std::vector<weft::Event::Duration> ends;
    weft::Fabric fabric;
    fabric.observe([&](const weft::Event& event) {
        if (event.kind() == Kind::call_begin || event.kind() == Kind::handler_begin) {
            BOOST_TEST((event.duration() == zero));
        } else {
            BOOST_TEST((event.duration() >= zero));
            ends.push_back(event.duration());
        }
    });
    fabric.connect("on_step", [&fabric] { fabric.call("on_end", "loss"_a = 1.0); });
    fabric.add(Recorder{});
    fabric.call("on_step");
    // on_end's Recorder, on_end, the handler, on_step's Recorder, on_step
    BOOST_REQUIRE(ends.size() == 5U);
    BOOST_TEST((ends[0] <= ends[1] && ends[1] <= ends[2] && ends[2] + ends[3] <= ends[4]));
}

BOOST_AUTO_TEST_CASE(the_number_of_handlers_that_ran_is_told_at_the_end_of_the_call) {
    std::vector<std::size_t> counts;
    weft::Fabric fabric{Recorder{}, Recorder{}};
    fabric.observe([&counts](const weft::Event& event) {
        if (event.kind() == weft::Event::Kind::call_end) {
            counts.push_back(event.ran());
        } else {
            BOOST_TEST(event.ran() == 0U);
        }
    });
    fabric.call("on_step");
    fabric.call("on_nothing");
    BOOST_TEST(counts == (std::vector<std::size_t>{2, 0}), per_element());
}

BOOST_AUTO_TEST_CASE(an_exception_of_a_handler_ends_the_handler_and_the_call) {
    Observed observed;
    observed.fabric.add(Recorder{});
    observed.fabric.connect("on_step", [] { throw Boom(); });
    observed.fabric.add(Recorder{});
    BOOST_CHECK_THROW(observed.fabric.call("on_step"), Boom);
    const Lines expected{"on_step begins",
                         "on_step: event_tests::Recorder begins",
                         "on_step: event_tests::Recorder ends",
                         "on_step: handler begins",
                         "on_step: handler ends with boom",
                         "on_step ends with boom"};
    BOOST_TEST(observed.take() == expected, per_element());
    observed.fabric.connect("on_fail", [] { throw 42; });
    BOOST_CHECK_THROW(observed.fabric.call("on_fail"), int);
    BOOST_TEST(observed.take().back() == "on_fail ends with unknown");
}

BOOST_AUTO_TEST_CASE(an_exception_of_a_nested_call_ends_every_call_it_leaves) {
    Observed observed;
    observed.fabric.connect("on_step", [&] { observed.fabric.call("on_nested"); });
    observed.fabric.connect("on_nested", [] { throw Boom(); });
    BOOST_CHECK_THROW(observed.fabric.call("on_step"), Boom);
    const Lines expected{"on_step begins",
                         "on_step: handler begins",
                         "on_nested begins",
                         "on_nested: handler begins",
                         "on_nested: handler ends with boom",
                         "on_nested ends with boom",
                         "on_step: handler ends with boom",
                         "on_step ends with boom"};
    BOOST_TEST(observed.take() == expected, per_element());
    observed.fabric.call("on_other");
    BOOST_TEST(observed.take() == (Lines{"on_other begins", "on_other ends"}), per_element());
}

BOOST_AUTO_TEST_CASE(an_event_says_how_many_observed_calls_of_its_thread_are_around_it) {
    std::vector<std::size_t> depths;
    weft::Fabric outer;
    weft::Fabric unobserved;
    weft::Fabric inner;
    const auto note = [&depths](const weft::Event& event) { depths.push_back(event.depth()); };
    outer.observe(note);
    inner.observe(note);
    outer.connect("on_epoch", [&unobserved] { unobserved.call("on_batch"); });
    unobserved.connect("on_batch", [&inner] { inner.call("on_step"); });
    outer.call("on_epoch");
    // Begin of the call and of its handler, the inner call's begin and end, and the ends of the outer one.
    BOOST_TEST(depths == (std::vector<std::size_t>{0, 0, 1, 1, 0, 0}), per_element());
}

BOOST_AUTO_TEST_CASE(a_failure_that_on_error_keeps_ends_the_handler_and_not_the_call) {
    Observed observed;
    observed.fabric.on_error([&](const weft::Failure&) { observed.lines.emplace_back("on_error"); });
    observed.fabric.connect("on_step", [] { throw Boom(); });
    observed.fabric.add(Recorder{});
    BOOST_TEST(observed.fabric.call("on_step") == 2U);
    const Lines expected{"on_step begins",
                         "on_step: handler begins",
                         "on_step: handler ends with boom",
                         "on_error",
                         "on_step: event_tests::Recorder begins",
                         "on_step: event_tests::Recorder ends",
                         "on_step ends"};
    BOOST_TEST(observed.take() == expected, per_element());
}

BOOST_AUTO_TEST_CASE(a_handler_refused_for_its_arguments_does_not_begin) {
    Observed observed;
    observed.fabric.on_error([&](const weft::Failure&) { observed.lines.emplace_back("on_error"); });
    observed.fabric.connect(
        "on_end", [](double) {}, "loss"_a, weft::once);
    BOOST_CHECK_THROW(observed.fabric.call("on_end"), weft::ArgumentError);
    BOOST_CHECK_THROW(observed.fabric.call("on_end", "loss"_a = "text"), weft::ArgumentError);
    const Lines lines = observed.take();
    BOOST_REQUIRE(lines.size() == 4U);
    BOOST_TEST(lines[0] == "on_end begins");
    BOOST_TEST(lines[1].starts_with("on_end ends with on_end: handler at "));
    BOOST_TEST(observed.fabric.call("on_end", "loss"_a = 1.0) == 1U);  // once is not used up
}

BOOST_AUTO_TEST_CASE(names_refused_by_a_call_make_no_event) {
    Observed observed;
    BOOST_CHECK_THROW(observed.fabric.call("on_step", weft::arg("", 1)), weft::ArgumentError);
    observed.fabric.declare("on_end");
    observed.fabric.strict();
    BOOST_CHECK_THROW(observed.fabric.call("on_step"), weft::Error);
    BOOST_TEST(observed.take().empty());
}

BOOST_AUTO_TEST_CASE(a_handler_event_says_which_arguments_its_handler_reads) {
    using Reads = std::vector<bool>;
    std::vector<Reads> seen;
    weft::Fabric fabric;
    fabric.observe([&seen](const weft::Event& event) {
        if (event.kind() == weft::Event::Kind::handler_begin) {
            Reads& reads = seen.emplace_back();
            for (std::size_t i = 0; i < event.args().size() + 1; ++i) {
                reads.push_back(event.reads(i));
            }
        } else {
            BOOST_TEST((event.kind() == weft::Event::Kind::handler_end || !event.reads(0)));
        }
    });
    fabric.connect(
        "on_step", [](int, double) {}, "x"_a, "loss"_a);
    fabric.connect("on_step", [](int) {});
    fabric.connect("on_step", [] {});
    fabric.connect("on_step", [](const weft::Args&) {});
    fabric.connect(
        "on_step", [](int, std::optional<int>) {}, "x"_a, "absent"_a);
    fabric.call("on_step", 1, "loss"_a = 1.0, "step"_a = 2);
    const std::vector<Reads> expected{{true, true, false, false},
                                      {true, false, false, false},
                                      {false, false, false, false},
                                      {true, true, true, false},
                                      {true, false, false, false}};
    BOOST_TEST((seen == expected));
}

BOOST_AUTO_TEST_SUITE_END()
