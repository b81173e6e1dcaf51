// SPDX-License-Identifier: MIT
// StopAfter: steps, epochs and durations, alone and together, also across a resume.
#include "fake_clock.hpp"

#include <weft/callbacks/stop_after.hpp>
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <limits>
#include <string>

using namespace std::chrono_literals;
using namespace weft::literals;
using weft::StopAfter;

BOOST_AUTO_TEST_SUITE(stop_after_tests)

namespace {

bool end_batch(const weft::Fabric& fabric, int step) {
    bool should_stop = false;
    fabric.call("on_train_batch_end", "step"_a = step, "should_stop"_a = should_stop);
    return should_stop;
}

bool end_epoch(const weft::Fabric& fabric, int epoch) {
    bool should_stop = false;
    fabric.call("on_train_epoch_end", "epoch"_a = epoch, "should_stop"_a = should_stop);
    return should_stop;
}

}  // namespace

BOOST_AUTO_TEST_CASE(it_stops_at_the_step_of_the_limit) {
    const weft::Fabric fabric{StopAfter({.steps = 3})};
    BOOST_TEST(!end_batch(fabric, 2));
    BOOST_TEST(end_batch(fabric, 3));
    BOOST_TEST(end_batch(fabric, 4));
}

BOOST_AUTO_TEST_CASE(it_stops_at_the_end_of_as_many_epochs_as_the_limit) {
    const weft::Fabric fabric{StopAfter({.epochs = 2})};
    BOOST_TEST(!end_epoch(fabric, 0));
    BOOST_TEST(end_epoch(fabric, 1));
}

BOOST_AUTO_TEST_CASE(it_stops_once_the_duration_has_passed_since_the_fit_began) {
    FakeClock clock;
    const weft::Fabric fabric{StopAfter({.duration = 10s, .now = clock.now()})};
    clock.time += 1h;
    fabric.call("on_fit_start");
    clock.time += 9s;
    BOOST_TEST(!end_batch(fabric, 1));
    clock.time += 1s;
    BOOST_TEST(end_batch(fabric, 2));
}

BOOST_AUTO_TEST_CASE(in_a_loop_without_on_fit_start_the_time_counts_from_the_first_batch) {
    FakeClock clock;
    const weft::Fabric fabric{StopAfter({.duration = 10s, .now = clock.now()})};
    BOOST_TEST(!end_batch(fabric, 1));
    clock.time += 10s;
    BOOST_TEST(end_batch(fabric, 2));
}

BOOST_AUTO_TEST_CASE(of_several_limits_the_first_one_counts) {
    const weft::Fabric fabric{StopAfter({.steps = 100, .epochs = 1})};
    BOOST_TEST(!end_batch(fabric, 99));
    BOOST_TEST(end_epoch(fabric, 0));
}

BOOST_AUTO_TEST_CASE(it_never_takes_back_what_somebody_else_has_decided) {
    const weft::Fabric fabric{StopAfter({.steps = 100, .epochs = 100})};
    bool should_stop = true;
    fabric.call("on_train_batch_end", "step"_a = 1, "should_stop"_a = should_stop);
    fabric.call("on_train_epoch_end", "epoch"_a = 0, "should_stop"_a = should_stop);
    BOOST_TEST(should_stop);
}

BOOST_AUTO_TEST_CASE(a_loop_need_pass_only_what_a_limit_asks_for) {
    const weft::Fabric fabric{StopAfter({.epochs = 1})};
    bool should_stop = false;
    BOOST_TEST(fabric.call("on_train_batch_end", "should_stop"_a = should_stop) == 1U);

    const weft::Fabric counting{StopAfter({.steps = 1})};
    BOOST_CHECK_THROW(counting.call("on_train_batch_end", "should_stop"_a = should_stop),
                      weft::ArgumentError);
}

BOOST_AUTO_TEST_CASE(the_time_spent_before_a_checkpoint_counts) {
    FakeClock clock;
    weft::ArgMap state;
    {
        const weft::Fabric fabric{StopAfter({.duration = 10s, .now = clock.now()})};
        fabric.call("on_fit_start");
        clock.time += 6s;
        fabric.call("on_save_checkpoint", "state"_a = state);
    }
    clock.time += 1h;
    for (const bool is_loaded_first : {true, false}) {
        const weft::Fabric resumed{StopAfter({.duration = 10s, .now = clock.now()})};
        if (is_loaded_first) {
            resumed.call("on_load_checkpoint", "state"_a = state);
            resumed.call("on_fit_start");
        } else {
            resumed.call("on_fit_start");
            clock.time += 1min;
            resumed.call("on_load_checkpoint", "state"_a = state);
        }
        clock.time += 3s;
        BOOST_TEST(!end_batch(resumed, 1));
        clock.time += 1s;
        BOOST_TEST(end_batch(resumed, 2));
    }
}

BOOST_AUTO_TEST_CASE(limits_out_of_range_are_refused) {
    const auto says = [](const std::string& text) {
        return [text](const weft::Error& error) { return std::string(error.what()) == text; };
    };
    BOOST_CHECK_EXCEPTION(StopAfter({}), weft::Error,
                          says("StopAfter: no limit found, expected steps, epochs or a duration"));
    BOOST_CHECK_EXCEPTION(StopAfter({.steps = 0}), weft::Error,
                          says("StopAfter: 0 steps found, expected at least 1"));
    BOOST_CHECK_EXCEPTION(StopAfter({.epochs = -1}), weft::Error,
                          says("StopAfter: -1 epochs found, expected at least 1"));
    BOOST_CHECK_EXCEPTION(StopAfter({.duration = 0s}), weft::Error,
                          says("StopAfter: a duration of 0 s found, expected more than 0"));
}

BOOST_AUTO_TEST_CASE(extreme_steps_epochs_and_times_are_compared_as_they_are) {
    using Limits = std::numeric_limits<std::int64_t>;
    using Time = std::chrono::steady_clock::time_point;
    FakeClock clock;
    const auto call = [](const weft::Fabric& fabric, std::int64_t count) {
        bool should_stop = false;
        fabric.call("on_train_batch_end", "step"_a = count, "should_stop"_a = should_stop);
        fabric.call("on_train_epoch_end", "epoch"_a = count, "should_stop"_a = should_stop);
        return should_stop;
    };
    const weft::Fabric most{StopAfter({.steps = Limits::max(), .epochs = Limits::max()})};
    BOOST_TEST(call(most, Limits::max()));
    BOOST_TEST(!call(most, Limits::min()));
    const weft::Fabric least{StopAfter({.steps = 1, .epochs = 1})};
    BOOST_TEST(call(least, Limits::max()));
    BOOST_TEST(!call(least, Limits::min()));

    constexpr double infinity = std::numeric_limits<double>::infinity();
    for (const double seconds : {1e300, infinity, std::numeric_limits<double>::denorm_min()}) {
        const weft::Fabric fabric{
            StopAfter({.duration = std::chrono::duration<double>(seconds), .now = clock.now()})};
        clock.time = Time::min();
        fabric.call("on_fit_start");
        clock.time = Time::max();
        BOOST_TEST(call(fabric, 1) == (seconds < 1.0));
    }
    for (const double seconds : {0.0, -1.0, -infinity, std::numeric_limits<double>::quiet_NaN()}) {
        BOOST_CHECK_THROW(StopAfter({.duration = std::chrono::duration<double>(seconds)}), weft::Error);
    }
}

BOOST_AUTO_TEST_CASE(should_stop_may_be_atomic) {
    const weft::Fabric fabric{weft::StopAfter({.steps = 2, .epochs = 1})};
    std::atomic<bool> should_stop = false;
    fabric.call("on_train_batch_end", "step"_a = 1, "should_stop"_a = should_stop);
    BOOST_TEST(!should_stop);
    fabric.call("on_train_batch_end", "step"_a = 2, "should_stop"_a = should_stop);
    BOOST_TEST(should_stop);
    should_stop = false;
    fabric.call("on_train_epoch_end", "epoch"_a = 0, "should_stop"_a = should_stop);
    BOOST_TEST(should_stop);
}

BOOST_AUTO_TEST_SUITE_END()
