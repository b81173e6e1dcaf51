// SPDX-License-Identifier: MIT
// A callback in the background runs as it would have, only later, in a thread of its own.
#include "hooks.hpp"
#include "refusal_of.hpp"

#include <weft/callbacks.hpp>
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <future>
#include <latch>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <fmt/format.h>

using namespace weft::literals;
using boost::test_tools::per_element;

BOOST_AUTO_TEST_SUITE(background_tests)

namespace {

using Lines = std::vector<std::string>;

struct Steps {
    std::vector<int>& steps;
    std::thread::id* thread = nullptr;

    void on_step(int step) {
        steps.push_back(step);
        if (thread != nullptr) {
            *thread = std::this_thread::get_id();
        }
    }
};
HOOKS(Steps, (on_step, step))

/// Stays inside `on_wait` until the test lets it go.
struct Gate {
    std::latch& entered;
    std::latch& go;
    Lines& lines;

    void on_wait() {
        entered.count_down();
        go.wait();
        lines.emplace_back("waited");
    }
    void on_step(int step) { lines.push_back(fmt::format("step {}", step)); }
    void on_change(int& value) {
        lines.push_back(fmt::format("change {}", value));
        ++value;
    }
};
HOOKS(Gate, (on_wait), (on_step, step), (on_change, value))

struct Failing {
    void on_step(int step) { throw std::runtime_error(fmt::format("step {}", step)); }
    void on_other() {}
};
HOOKS(Failing, (on_step, step), (on_other))

struct Answering {
    double on_answer() { return 1.5; }
    int on_changed(int& number) { return ++number; }
};
HOOKS(Answering, (on_answer), (on_changed, number))

template <class Error>
std::string thrown_by(const std::function<void()>& use) {
    try {
        use();
    } catch (const Error& error) {
        return error.what();
    }
    return "nothing was thrown";
}

}  // namespace

BOOST_AUTO_TEST_CASE(its_handlers_run_in_order_on_one_thread_of_its_own) {
    std::vector<int> steps;
    std::thread::id thread;
    const auto background = weft::in_background(Steps{steps, &thread});
    weft::Fabric fabric{background};
    std::vector<int> expected;
    for (int step = 0; step < 200; ++step) {
        BOOST_TEST(fabric.call("on_step", "step"_a = step) == 1U);
        expected.push_back(step);
    }
    background->flush();
    BOOST_TEST(steps == expected, per_element());
    BOOST_TEST((thread != std::this_thread::get_id()));
    BOOST_TEST((thread != std::thread::id()));
}

BOOST_AUTO_TEST_CASE(the_loop_goes_on_while_a_handler_runs) {
    Lines lines;
    std::latch entered{1};
    std::latch go{1};
    const auto background = weft::in_background(Gate{entered, go, lines});
    weft::Fabric fabric{background};
    fabric.call("on_wait");
    entered.wait();
    fabric.call("on_step", "step"_a = 1);
    BOOST_TEST(lines.empty());
    go.count_down();
    background->flush();
    BOOST_TEST(lines == (Lines{"waited", "step 1"}), per_element());
}

BOOST_AUTO_TEST_CASE(results_do_not_count) {
    const auto background = weft::in_background(Answering());
    weft::Fabric fabric{background};
    BOOST_TEST(fabric.collect<double>("on_answer").empty());
    BOOST_TEST(!fabric.first<double>("on_answer").has_value());
    // Nor those of a handler that runs in the call.
    int number = 1;
    BOOST_TEST(fabric.collect<int>("on_changed", "number"_a = number).empty());
    BOOST_TEST(number == 2);
    background->flush();
}

BOOST_AUTO_TEST_CASE(when_the_queue_is_full_the_call_waits) {
    Lines lines;
    std::latch entered{1};
    std::latch go{1};
    const auto background = weft::in_background(Gate{entered, go, lines}, {.capacity = 2});
    weft::Fabric fabric{background};
    fabric.call("on_wait");
    entered.wait();
    fabric.call("on_step", "step"_a = 1);
    fabric.call("on_step", "step"_a = 2);
    auto third = std::async(std::launch::async, [&fabric] { return fabric.call("on_step", "step"_a = 3); });
    BOOST_TEST((third.wait_for(std::chrono::milliseconds(20)) == std::future_status::timeout));
    go.count_down();
    BOOST_TEST(third.get() == 1U);
    background->flush();
    BOOST_TEST(lines == (Lines{"waited", "step 1", "step 2", "step 3"}), per_element());
    BOOST_TEST(background->dropped() == 0U);
}

BOOST_AUTO_TEST_CASE(when_the_queue_is_full_the_oldest_is_dropped_if_asked_for) {
    Lines lines;
    std::latch entered{1};
    std::latch go{1};
    const auto background =
        weft::in_background(Gate{entered, go, lines}, {.capacity = 2, .drop_oldest = true});
    weft::Fabric fabric{background};
    fabric.call("on_wait");
    entered.wait();
    for (int step = 1; step <= 5; ++step) {
        fabric.call("on_step", "step"_a = step);
    }
    BOOST_TEST(background->dropped() == 3U);
    go.count_down();
    background->flush();
    BOOST_TEST(lines == (Lines{"waited", "step 4", "step 5"}), per_element());
}

BOOST_AUTO_TEST_CASE(a_capacity_of_nothing_is_refused) {
    BOOST_TEST(refusal_of([] { static_cast<void>(weft::in_background(Answering(), {.capacity = 0})); }) ==
               "Background: a capacity of 0 found, expected at least 1");
}

BOOST_AUTO_TEST_CASE(a_handler_with_a_reference_runs_in_the_calling_thread_after_what_is_queued) {
    Lines lines;
    std::latch entered{1};
    std::latch go{1};
    const auto background = weft::in_background(Gate{entered, go, lines});
    weft::Fabric fabric{background};
    fabric.call("on_wait");
    entered.wait();
    fabric.call("on_step", "step"_a = 1);
    auto letting_go = std::async(std::launch::async, [&go] { go.count_down(); });
    int value = 5;
    BOOST_TEST(fabric.call("on_change", "value"_a = value) == 1U);
    BOOST_TEST(value == 6);
    BOOST_TEST(lines == (Lines{"waited", "step 1", "change 5"}), per_element());
    fabric.call("on_step", "step"_a = 2);
    background->flush();
    BOOST_TEST(lines.back() == "step 2");
}

BOOST_AUTO_TEST_CASE(an_error_leaves_the_next_call_of_one_of_its_hooks) {
    const auto background = weft::in_background(Failing());
    weft::Fabric fabric{background};
    fabric.call("on_step", "step"_a = 1);
    // The call that is told waits for nothing: until the handler has run, calls pass.
    std::string told = "nothing was thrown";
    while (told == "nothing was thrown") {
        told = thrown_by<std::runtime_error>([&] { fabric.call("on_other"); });
    }
    BOOST_TEST(told == "step 1");
    background->flush();
}

BOOST_AUTO_TEST_CASE(an_error_leaves_flush_each_once) {
    const auto background = weft::in_background(Failing());
    weft::Fabric fabric{background};
    fabric.on_error([](const weft::Failure& /*failure*/) {});
    std::vector<std::string> thrown;
    fabric.on_error([&thrown](const weft::Failure& failure) {
        try {
            std::rethrow_exception(failure.exception());
        } catch (const std::runtime_error& error) {
            thrown.push_back(fmt::format("{}: {}", failure.hook(), error.what()));
        }
    });
    for (int step = 0; step < 3; ++step) {
        fabric.call("on_step", "step"_a = step);
    }
    for (std::string text; text != "nothing was thrown";) {
        text = thrown_by<std::runtime_error>([&] { background->flush(); });
        thrown.push_back("on_step: " + text);
    }
    BOOST_TEST(thrown == (Lines{"on_step: step 0", "on_step: step 1", "on_step: step 2",
                                "on_step: nothing was thrown"}),
               per_element());
}

BOOST_AUTO_TEST_CASE(the_call_that_is_told_of_an_error_has_queued_its_own_run) {
    std::vector<int> steps;
    weft::DynamicCallback callback("Once");
    callback.on("on_step", {"step"}, [&steps](const weft::Args& args) {
        steps.push_back(args.get<int>("step"));
        if (steps.size() == 1) {
            throw std::runtime_error("the first");
        }
    });
    const auto background = weft::in_background(std::move(callback));
    weft::Fabric fabric{background};
    int step = 0;
    while (thrown_by<std::runtime_error>([&] { fabric.call("on_step", "step"_a = step++); }) != "the first") {
    }
    background->flush();
    BOOST_TEST(steps.size() == static_cast<std::size_t>(step));
}

BOOST_AUTO_TEST_SUITE_END()
