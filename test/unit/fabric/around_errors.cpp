// SPDX-License-Identifier: MIT
// Fabric::around: what becomes of exceptions of bodies and handlers, and what a Next refuses.
#include "around_step.hpp"
#include "guarantees/at_end.hpp"

#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <fmt/format.h>

#include <exception>
#include <functional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

using namespace around_step;
using namespace weft::literals;
using boost::test_tools::per_element;

BOOST_AUTO_TEST_SUITE(around_errors_tests)

BOOST_AUTO_TEST_CASE(next_may_be_called_once_in_a_run) {
    Lines lines;
    weft::Fabric fabric;
    fabric.connect("around_step", [](const weft::Next& next) {
        next();
        BOOST_CHECK_EXCEPTION(next(), weft::Error, [](const weft::Error& error) {
            const std::string_view text = error.what();
            return text.starts_with("around_step: handler at ") &&
                   text.ends_with(" calls its Next a second time, expected one call in each run");
        });
    });
    BOOST_TEST(fabric.around("around_step", noting(lines)));
    BOOST_TEST(fabric.around("around_step", noting(lines)));
    BOOST_TEST(lines == (Lines{"body", "body"}), per_element());
}

BOOST_AUTO_TEST_CASE(next_may_not_be_called_again_after_it_threw) {
    weft::Fabric fabric;
    fabric.connect("around_step", [](const weft::Next& next) {
        BOOST_CHECK_THROW(next(), Boom);
        BOOST_CHECK_THROW(next(), weft::Error);
    });
    int runs = 0;
    BOOST_TEST(fabric.around("around_step", [&runs] {
        ++runs;
        throw Boom("body");
    }));
    BOOST_TEST(runs == 1);
}

BOOST_AUTO_TEST_CASE(next_is_refused_in_another_thread) {
    Lines lines;
    weft::Fabric fabric;
    fabric.connect("around_step", [](const weft::Next& next) {
        std::string text;
        std::thread([&] {
            try {
                next();
            } catch (const weft::Error& error) {
                text = error.what();
            }
        }).join();
        BOOST_TEST(text.ends_with(" calls its Next in another thread, expected the thread of the call"));
    });
    BOOST_TEST(!fabric.around("around_step", noting(lines)));
    BOOST_TEST(lines.empty());
}

BOOST_AUTO_TEST_CASE(an_empty_body_is_refused) {
    Lines lines;
    const weft::Fabric fabric{Plain{&lines}};
    BOOST_CHECK_EXCEPTION(
        fabric.around("around_step", "step"_a = 1, std::function<void()>()), weft::Error,
        [](const weft::Error& error) {
            const std::string_view text = error.what();
            return text.starts_with("around_step: around at ") &&
                   text.ends_with(": the body is empty, expected a function that can be called");
        });
    BOOST_TEST(lines.empty());
}

BOOST_AUTO_TEST_CASE(what_the_body_throws_comes_out_of_next_as_the_same_object) {
    Lines lines;
    weft::Fabric fabric;
    const std::exception_ptr thrown = std::make_exception_ptr(Boom("body"));
    fabric.connect("around_step", [&](const weft::Next& next) {
        const AtEnd at_end([&lines] { lines.emplace_back("unwound"); });
        try {
            next();
        } catch (const Boom&) {
            BOOST_TEST((std::current_exception() == thrown));
            lines.emplace_back("caught");
            throw;
        }
    });
    try {
        fabric.around("around_step", [&thrown] { std::rethrow_exception(thrown); });
        BOOST_ERROR("nothing was thrown");
    } catch (const Boom&) {
        BOOST_TEST((std::current_exception() == thrown));
    }
    BOOST_TEST(lines == (Lines{"caught", "unwound"}), per_element());
}

BOOST_AUTO_TEST_CASE(a_handler_may_swallow_what_comes_out_of_next) {
    Lines lines;
    weft::Fabric fabric;
    fabric.connect("around_step", [&lines](const weft::Next& next) {
        try {
            next();
        } catch (const Boom&) {
            lines.emplace_back("swallowed");
        }
    });
    fabric.add(Plain{&lines});
    BOOST_TEST(fabric.around("around_step", "step"_a = 1, [] { throw Boom("body"); }));
    BOOST_TEST(lines == (Lines{"plain 1", "swallowed"}), per_element());
}

BOOST_AUTO_TEST_CASE(on_error_sees_an_exception_once_for_the_handler_that_threw_it) {
    Lines lines;
    Lines failures;
    weft::Fabric fabric;
    fabric.on_error([&failures](const weft::Failure& failure) {
        failures.push_back(failure.callback());
        std::rethrow_exception(failure.exception());
    });
    fabric.add(Guard{&lines, "outer"});
    fabric.add(Guard{&lines, "inner"});
    fabric.connect("around_step", [] { throw Boom("handler"); });
    BOOST_CHECK_THROW(fabric.around("around_step", "step"_a = 1, noting(lines)), Boom);
    BOOST_TEST(failures.size() == 1U);
    BOOST_TEST(failures.front().starts_with("handler at "));
    BOOST_TEST(lines == (Lines{"outer begins 1", "inner begins 1"}), per_element());
}

BOOST_AUTO_TEST_CASE(on_error_sees_neither_body_nor_refusal_nor_predicate) {
    int failures = 0;
    Lines lines;
    const auto fabric_with_guards = [&] {
        weft::Fabric fabric{Guard{&lines}, Guard{&lines}};
        fabric.on_error([&failures](const weft::Failure&) { ++failures; });
        return fabric;
    };
    {
        const weft::Fabric fabric = fabric_with_guards();
        BOOST_CHECK_THROW(fabric.around("around_step", "step"_a = 1, [] { throw Boom("body"); }), Boom);
    }
    {
        weft::Fabric fabric = fabric_with_guards();
        fabric.connect(
            "around_step", [](int) {}, "missing"_a);
        BOOST_CHECK_THROW(fabric.around("around_step", "step"_a = 1, [] {}), weft::ArgumentError);
    }
    {
        weft::Fabric fabric = fabric_with_guards();
        fabric.connect(
            "around_step", [] {}, weft::when([](const weft::Args&) -> bool { throw Boom("when"); }));
        BOOST_CHECK_THROW(fabric.around("around_step", "step"_a = 1, [] {}), Boom);
    }
    BOOST_TEST(failures == 0);
}

BOOST_AUTO_TEST_CASE(another_exception_than_the_one_that_passes_is_a_failure_of_the_handler) {
    Lines failures;
    weft::Fabric fabric;
    fabric.on_error([&failures](const weft::Failure& failure) {
        try {
            std::rethrow_exception(failure.exception());
        } catch (const std::exception& error) {
            failures.emplace_back(error.what());
        }
    });
    fabric.connect("around_step", [](const weft::Next& next) {
        try {
            next();
        } catch (const Boom&) {
            throw Boom("another");
        }
    });
    BOOST_TEST(fabric.around("around_step", [] { throw Boom("body"); }));
    BOOST_TEST(failures == (Lines{"another"}), per_element());
}

BOOST_AUTO_TEST_CASE(a_copy_that_is_thrown_on_is_another_exception) {
    int failures = 0;
    weft::Fabric fabric;
    fabric.on_error([&failures](const weft::Failure&) { ++failures; });
    fabric.connect("around_step", [](const weft::Next& next) {
        try {
            next();
        } catch (const Boom& boom) {
            throw Boom(boom);
        }
    });
    fabric.around("around_step", [] { throw Boom("body"); });
    BOOST_TEST(failures == 1);
}

BOOST_AUTO_TEST_CASE(if_on_error_returns_for_one_that_threw_before_next_the_rest_is_vetoed) {
    Lines lines;
    weft::Fabric fabric;
    fabric.on_error([](const weft::Failure&) {});
    fabric.add(Guard{&lines});
    fabric.connect("around_step", [](const weft::Next&) { throw Boom("before"); });
    fabric.add(Plain{&lines});
    BOOST_TEST(!fabric.around("around_step", "step"_a = 1, noting(lines)));
    BOOST_TEST(lines == (Lines{"guard begins 1", "guard ends"}), per_element());
}

BOOST_AUTO_TEST_CASE(if_on_error_returns_for_one_that_threw_after_next_nothing_runs_again) {
    Lines lines;
    weft::Fabric fabric;
    fabric.on_error([](const weft::Failure&) {});
    fabric.connect("around_step", [](const weft::Next& next) {
        next();
        throw Boom("after");
    });
    fabric.add(Plain{&lines});
    BOOST_TEST(fabric.around("around_step", "step"_a = 1, noting(lines)));
    BOOST_TEST(lines == (Lines{"plain 1", "body"}), per_element());
}

BOOST_AUTO_TEST_CASE(quarantine_counts_the_handler_that_threw_and_not_those_around_it) {
    Lines lines;
    weft::Fabric fabric;
    fabric.on_error(weft::quarantine(2, [](const weft::Quarantined&) {}));
    const weft::Connection guard = fabric.add(Guard{&lines});
    const weft::Connection broken = fabric.connect("around_step", [] { throw Boom("broken"); });
    for (int i = 0; i < 3; ++i) {
        BOOST_TEST(fabric.around("around_step", "step"_a = i, [] {}));
    }
    BOOST_TEST(!guard.blocked());
    BOOST_TEST(broken.blocked());
}

BOOST_AUTO_TEST_CASE(a_body_that_throws_does_not_end_a_row_of_failures_and_does_not_lengthen_it) {
    std::vector<std::size_t> rows;
    weft::Fabric fabric;
    fabric.on_error([&rows](const weft::Failure& failure) { rows.push_back(failure.consecutive()); });
    bool fails = true;
    fabric.connect("around_step", [&fails](const weft::Next& next) {
        next();
        if (fails) {
            throw Boom("handler");
        }
    });
    fabric.around("around_step", [] {});
    BOOST_CHECK_THROW(fabric.around("around_step", [] { throw Boom("body"); }), Boom);
    fabric.around("around_step", [] {});
    fails = false;
    fabric.around("around_step", [] {});
    fails = true;
    fabric.around("around_step", [] {});
    BOOST_TEST(rows == (std::vector<std::size_t>{1, 2, 1}), per_element());
}

BOOST_AUTO_TEST_CASE(a_result_out_of_range_is_no_failure_of_those_around) {
    int failures = 0;
    weft::Fabric fabric;
    fabric.on_error([&failures](const weft::Failure&) { ++failures; });
    fabric.connect("ask", [](const weft::Next& next) { next(); });
    fabric.connect("ask", [] { return 1000; });
    BOOST_CHECK_THROW(static_cast<void>(fabric.collect<signed char>("ask")), weft::ArgumentError);
    BOOST_TEST(failures == 0);
}

BOOST_AUTO_TEST_CASE(one_that_catches_a_refused_result_may_return_one_itself) {
    weft::Fabric fabric;
    int failures = 0;
    fabric.on_error([&failures](const weft::Failure&) { ++failures; });
    fabric.connect("ask", [](const weft::Next& next) {
        try {
            next();
        } catch (const weft::ArgumentError&) {
        }
        throw Boom("mine");
    });
    fabric.connect("ask", [] { return 1000; });
    BOOST_TEST(fabric.collect<signed char>("ask").empty());
    BOOST_TEST(failures == 1);
}

BOOST_AUTO_TEST_CASE(an_observed_handler_that_lets_an_exception_pass_ends_with_it) {
    Lines lines;
    std::vector<std::exception_ptr> ends;
    weft::Fabric fabric{Guard{&lines}};
    fabric.observe([&ends](const weft::Event& event) {
        if (event.kind() == weft::EventKind::handler_end || event.kind() == weft::EventKind::call_end) {
            ends.push_back(event.exception());
        }
    });
    const std::exception_ptr thrown = std::make_exception_ptr(Boom("body"));
    BOOST_CHECK_THROW(
        fabric.around("around_step", "step"_a = 1, [&thrown] { std::rethrow_exception(thrown); }), Boom);
    BOOST_REQUIRE(ends.size() == 2U);
    BOOST_TEST((ends[0] == thrown && ends[1] == thrown));
}

BOOST_AUTO_TEST_CASE(refusals_inside_next_name_the_handler_that_is_refused) {
    Lines lines;
    weft::Fabric fabric{Guard{&lines}};
    fabric.connect(
        "around_step", [](int) {}, "stop"_a);
    BOOST_CHECK_EXCEPTION(fabric.around("around_step", "step"_a = 1, [] {}), weft::ArgumentError,
                          [](const weft::ArgumentError& error) {
                              return std::string_view(error.what()).starts_with("around_step: handler at ");
                          });
}

BOOST_AUTO_TEST_CASE(a_refusal_of_a_handler_with_next_names_it) {
    const auto names_it = [](const weft::ArgumentError& error) {
        return std::string_view(error.what()).starts_with("around_step: handler at ");
    };
    weft::Fabric fabric;
    const weft::Connection refused = fabric.connect(
        "around_step", [](int, const weft::Next&) {}, "stop"_a);
    BOOST_CHECK_EXCEPTION(fabric.call("around_step", "step"_a = 1), weft::ArgumentError, names_it);
    const weft::Connection outer = fabric.connect(
        "around_step", [](const weft::Next& next) { next(); }, weft::at_front);
    BOOST_CHECK_EXCEPTION(fabric.around("around_step", "step"_a = 1, [] {}), weft::ArgumentError, names_it);
    refused.disconnect();
    fabric.connect(
        "around_step", [](const weft::Next& next) { next(); },
        weft::when([](const weft::Args& args) { return args.get<bool>("stop"); }));
    BOOST_CHECK_EXCEPTION(fabric.call("around_step", "step"_a = 1), weft::ArgumentError, names_it);
    outer.disconnect();
    BOOST_CHECK_EXCEPTION(fabric.call("around_step", "step"_a = 1), weft::ArgumentError, names_it);
}

BOOST_AUTO_TEST_SUITE_END()
