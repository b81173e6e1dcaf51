// SPDX-License-Identifier: MIT
// Fabric::around: changes on both sides of next(), nested calls, observers.
#include "around_step.hpp"
#include "guarantees/at_end.hpp"

#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <fmt/format.h>

#include <memory>
#include <string>
#include <vector>

using namespace around_step;
using namespace weft::literals;
using boost::test_tools::per_element;

BOOST_AUTO_TEST_SUITE(around_changes_tests)

namespace {

weft::Connection connect_guard(weft::Fabric& fabric, Lines& lines, const std::string& name) {
    return fabric.connect("around_step", [&lines, name](const weft::Next& next) {
        lines.push_back(name + " begins");
        next();
        lines.push_back(name + " ends");
    });
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_handler_that_disconnects_itself_before_next_finishes_safely) {
    Lines lines;
    weft::Fabric fabric;
    weft::Connection self;
    self = fabric.connect("around_step", [&self, &lines, at_end = AtEnd([&lines] {
                                                             lines.emplace_back("released");
                                                         })](const weft::Next& next) {
        self.disconnect();
        next();
        lines.emplace_back("returns");
    });
    fabric.add(Plain{&lines});
    BOOST_TEST(fabric.around("around_step", "step"_a = 1, noting(lines)));
    BOOST_TEST(lines == (Lines{"plain 1", "body", "returns", "released"}), per_element());
    BOOST_TEST(fabric.around("around_step", "step"_a = 2, noting(lines)));
    BOOST_TEST(lines.back() == "body");
}

BOOST_AUTO_TEST_CASE(a_handler_that_disconnects_itself_after_next_finishes_safely) {
    Lines lines;
    weft::Fabric fabric;
    weft::Connection self;
    self = fabric.connect("around_step", [&self, &lines, at_end = AtEnd([&lines] {
                                                             lines.emplace_back("released");
                                                         })](const weft::Next& next) {
        next();
        self.disconnect_and_wait();
        lines.emplace_back("returns");
    });
    BOOST_TEST(fabric.around("around_step", noting(lines)));
    BOOST_TEST(lines == (Lines{"body", "returns", "released"}), per_element());
}

BOOST_AUTO_TEST_CASE(from_inside_next_the_outer_handler_can_be_waited_for) {
    Lines lines;
    weft::Fabric fabric;
    const weft::Connection outer = connect_guard(fabric, lines, "outer");
    const weft::Connection inner = connect_guard(fabric, lines, "inner");
    fabric.connect("around_step", [&] {
        outer.disconnect_and_wait();
        inner.disconnect_and_wait();
        lines.emplace_back("waited");
    });
    BOOST_TEST(fabric.around("around_step", [&] { outer.disconnect_and_wait(); }));
    BOOST_TEST(lines == (Lines{"outer begins", "inner begins", "waited", "inner ends", "outer ends"}),
               per_element());
}

BOOST_AUTO_TEST_CASE(after_next_whatever_ended_the_call_inside_it_can_be_waited_for) {
    enum class End { answer, exception, veto, veto_of_the_second };
    for (const End end : {End::answer, End::exception, End::veto, End::veto_of_the_second}) {
        weft::Fabric fabric;
        weft::Connection ending;
        weft::Connection later;
        fabric.connect("ask", [&](const weft::Next& next) {
            try {
                next();
            } catch (const Boom&) {
                BOOST_TEST((end == End::exception));
            }
            ending.disconnect_and_wait();
            later.disconnect_and_wait();
        });
        if (end == End::veto_of_the_second) {
            fabric.connect("ask", [](const weft::Next& next) { next(); });
        }
        switch (end) {
            case End::answer: ending = fabric.connect("ask", [] { return 1; }); break;
            case End::exception: ending = fabric.connect("ask", [] { throw Boom("handler"); }); break;
            default: ending = fabric.connect("ask", [](const weft::Next&) {}); break;
        }
        later = fabric.connect("ask", [] { BOOST_ERROR("the call has not ended"); });
        BOOST_TEST(fabric.first<int>("ask").has_value() == (end == End::answer));
        BOOST_TEST(!ending.connected());
        BOOST_TEST(!later.connected());
    }
}

BOOST_AUTO_TEST_CASE(what_is_connected_before_next_runs_in_the_next_call_and_what_is_disconnected_does_not) {
    Lines lines;
    weft::Fabric fabric;
    weft::Connection later;
    bool is_first = true;
    fabric.connect("around_step", [&](const weft::Next& next) {
        if (is_first) {
            is_first = false;
            later.disconnect();
            fabric.add(Plain{&lines});
        }
        next();
    });
    later = fabric.connect("around_step", [&lines] { lines.emplace_back("later"); });
    BOOST_TEST(fabric.around("around_step", "step"_a = 1, noting(lines)));
    BOOST_TEST(fabric.around("around_step", "step"_a = 2, noting(lines)));
    BOOST_TEST(lines == (Lines{"body", "plain 2", "body"}), per_element());
}

BOOST_AUTO_TEST_CASE(the_body_runs_also_where_a_handler_has_destroyed_the_fabric) {
    Lines lines;
    auto fabric = std::make_unique<weft::Fabric>();
    weft::Fabric& all = *fabric;
    const weft::Connection connection = all.connect("around_step", [&](const weft::Next& next) {
        fabric.reset();
        next();
        lines.emplace_back("returns");
    });
    all.add(Plain{&lines});
    BOOST_TEST(all.around("around_step", "step"_a = 1, noting(lines)));
    BOOST_TEST(lines == (Lines{"body", "returns"}), per_element());
    BOOST_TEST(!connection.connected());
}

BOOST_AUTO_TEST_CASE(the_body_may_destroy_the_fabric) {
    Lines lines;
    for (const bool is_observed : {false, true}) {
        lines.clear();
        auto fabric = std::make_unique<weft::Fabric>(Guard{&lines});
        weft::Fabric& all = *fabric;
        if (is_observed) {
            all.observe([](const weft::Event&) {});
        }
        BOOST_TEST(all.around("around_step", "step"_a = 1, [&] { fabric.reset(); }));
        BOOST_TEST(lines == (Lines{"guard begins 1", "guard ends"}), per_element());
    }
}

BOOST_AUTO_TEST_CASE(the_body_may_call_the_same_hook_again) {
    Lines lines;
    const weft::Fabric fabric{Guard{&lines}};
    BOOST_TEST(fabric.around("around_step", "step"_a = 1,
                             [&] { BOOST_TEST(fabric.around("around_step", "step"_a = 2, noting(lines))); }));
    BOOST_TEST(lines == (Lines{"guard begins 1", "guard begins 2", "body", "guard ends", "guard ends"}),
               per_element());
}

BOOST_AUTO_TEST_CASE(next_may_be_called_from_a_handler_of_another_call) {
    Lines lines;
    weft::Fabric fabric;
    weft::Connection inner;
    fabric.connect("around_step", [&](const weft::Next& next) {
        inner = fabric.connect("other", [&next] { next(); });
        fabric.call("other");
        inner.disconnect();
    });
    fabric.add(Guard{&lines});
    fabric.connect("around_step", [&](const weft::Next& next) {
        inner.disconnect();
        next();
    });
    fabric.add(Plain{&lines});
    BOOST_TEST(fabric.around("around_step", "step"_a = 1, noting(lines)));
    BOOST_TEST(lines == (Lines{"guard begins 1", "plain 1", "body", "guard ends"}), per_element());
}

BOOST_AUTO_TEST_CASE(recursion_inside_next_does_not_run_once_again) {
    int runs = 0;
    weft::Fabric fabric;
    fabric.connect(
        "around_step",
        [&runs](const weft::Next& next) {
            ++runs;
            next();
        },
        weft::once);
    fabric.around("around_step", [&] { fabric.around("around_step", [] {}); });
    BOOST_TEST(runs == 1);
}

BOOST_AUTO_TEST_CASE(observers_see_runs_nested_and_durations_include_what_is_inside) {
    Lines lines;
    Lines events;
    weft::Fabric fabric{Guard{&lines}, Plain{&lines}};
    std::vector<weft::Event::Duration> durations;
    fabric.observe([&](const weft::Event& event) {
        using Kind = weft::EventKind;
        switch (event.kind()) {
            case Kind::call_begin: events.emplace_back("call"); break;
            case Kind::handler_begin: events.push_back("begin " + event.callback()); break;
            case Kind::handler_end:
                events.push_back("end " + event.callback());
                durations.push_back(event.duration());
                break;
            case Kind::call_end:
                events.push_back(fmt::format("end of call, {} ran", event.ran()));
                durations.push_back(event.duration());
                break;
        }
    });
    BOOST_TEST(fabric.around("around_step", "step"_a = 1, [&events] { events.emplace_back("body"); }));
    // The class is printed with its namespace.
    for (std::string& line : events) {
        if (const std::size_t colon = line.rfind(':'); colon != std::string::npos) {
            line = line.substr(0, line.find(' ') + 1) + line.substr(colon + 1);
        }
    }
    BOOST_TEST(events == (Lines{"call", "begin Guard", "begin Plain", "end Plain", "body", "end Guard",
                                "end of call, 2 ran"}),
               per_element());
    BOOST_REQUIRE(durations.size() == 3U);
    BOOST_TEST((durations[0] <= durations[1] && durations[1] <= durations[2]));
}

BOOST_AUTO_TEST_CASE(an_observer_that_keeps_a_handler_from_running_vetoes_nothing) {
    Lines lines;
    weft::Fabric fabric;
    const weft::Connection veto = fabric.add(Veto{});
    fabric.observe([&veto](const weft::Event& event) {
        if (event.kind() == weft::EventKind::handler_begin) {
            veto.disconnect();
        }
    });
    BOOST_TEST(fabric.around("around_step", noting(lines)));
    BOOST_TEST(lines == (Lines{"body"}), per_element());
}

BOOST_AUTO_TEST_CASE(an_unheard_around_is_seen_by_observers) {
    weft::Fabric fabric;
    Lines events;
    fabric.observe([&events](const weft::Event& event) { events.emplace_back(event.hook()); });
    BOOST_TEST(fabric.around("around_step", noting(events)));
    BOOST_TEST(events == (Lines{"around_step", "body", "around_step"}), per_element());
}

BOOST_AUTO_TEST_SUITE_END()
