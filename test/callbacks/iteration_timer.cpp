// SPDX-License-Identifier: MIT
// IterationTimer: last, mean, percentiles, rate, with a clock that the test moves.
#include "fake_clock.hpp"

#include <weft/callbacks/iteration_timer.hpp>
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdio>
#include <functional>
#include <memory>
#include <string>
#include <vector>

using namespace std::chrono_literals;
using namespace weft::literals;
using weft::IterationTimer;

BOOST_AUTO_TEST_SUITE(iteration_timer_tests)

namespace {

/// A timer and iterations of chosen lengths, in quarters of a second: sums of those are exact.
struct Timed {
    FakeClock clock;
    IterationTimer timer;
    int step = 0;

    explicit Timed(std::size_t window = 1000, std::int64_t print_every = 0, std::FILE* file = stdout)
        : timer({.window = window, .print_every = print_every, .file = file, .now = clock.now()}) {}

    void run(const std::vector<int>& quarters) {
        const weft::Fabric fabric{std::ref(timer)};
        for (const int quarter : quarters) {
            fabric.call("on_train_batch_start", "batch_idx"_a = step);
            clock.time += quarter * 250ms;
            fabric.call("on_train_batch_end", "step"_a = ++step);
            clock.time += 1h;
        }
    }
};

}  // namespace

BOOST_AUTO_TEST_CASE(before_the_first_iteration_there_is_nothing_to_say) {
    const Timed timed;
    BOOST_TEST(timed.timer.count() == 0);
    BOOST_TEST(!timed.timer.last());
    BOOST_TEST(!timed.timer.mean());
    BOOST_TEST(!timed.timer.p50());
    BOOST_TEST(!timed.timer.iterations_per_second());
}

BOOST_AUTO_TEST_CASE(an_iteration_lasts_from_the_start_of_a_batch_to_its_end) {
    Timed timed;
    timed.run({1, 3});
    BOOST_TEST(timed.timer.count() == 2);
    BOOST_TEST(timed.timer.last()->count() == 0.75);
    BOOST_TEST(timed.timer.mean()->count() == 0.5);
    BOOST_TEST(timed.timer.iterations_per_second().value() == 2.0);
}

BOOST_AUTO_TEST_CASE(percentiles_are_nearest_ranks) {
    Timed timed;
    std::vector<int> quarters;
    for (int quarter = 100; quarter >= 1; --quarter) {
        quarters.push_back(quarter);
    }
    timed.run(quarters);
    BOOST_TEST(timed.timer.p50()->count() == 50 * 0.25);
    BOOST_TEST(timed.timer.p95()->count() == 95 * 0.25);

    Timed one;
    one.run({4});
    BOOST_TEST(one.timer.p50()->count() == 1.0);
    BOOST_TEST(one.timer.p95()->count() == 1.0);
}

BOOST_AUTO_TEST_CASE(percentiles_forget_what_has_left_the_window_and_the_mean_does_not) {
    Timed timed(2);
    timed.run({100, 100, 4, 8});
    BOOST_TEST(timed.timer.p95()->count() == 2.0);
    BOOST_TEST(timed.timer.mean()->count() == 53 * 0.25);
}

BOOST_AUTO_TEST_CASE(an_end_without_a_start_is_no_iteration) {
    FakeClock clock;
    IterationTimer timer({.now = clock.now()});
    const weft::Fabric fabric{std::ref(timer)};
    fabric.call("on_train_batch_end");
    BOOST_TEST(timer.count() == 0);
    // A batch that an exception left has a start and no end.
    fabric.call("on_train_batch_start");
    clock.time += 1h;
    fabric.call("on_train_batch_start");
    clock.time += 250ms;
    fabric.call("on_train_batch_end");
    fabric.call("on_train_batch_end");
    BOOST_TEST(timer.count() == 1);
    BOOST_TEST(timer.last()->count() == 0.25);
}

BOOST_AUTO_TEST_CASE(it_prints_after_every_so_many_steps) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::tmpfile(), &std::fclose);
    Timed timed(1000, 2, file.get());
    timed.run({1, 3, 1});
    std::rewind(file.get());
    std::string printed(200, '\0');
    printed.resize(std::fread(printed.data(), 1, printed.size(), file.get()));
    BOOST_TEST(printed ==
               "timer: step 2, last 750.000 ms, mean 500.000 ms, p50 250.000 ms, p95 750.000 ms\n");
}

BOOST_AUTO_TEST_CASE(a_resumed_one_says_what_one_that_ran_through_does) {
    for (const std::size_t window : {3U, 100U}) {
        Timed through(window);
        Timed first(window);
        Timed second(window);
        through.run({1, 2, 3, 4});
        first.run({1, 2, 3, 4});
        weft::ArgMap state;
        weft::Fabric{std::ref(first.timer)}.call("on_save_checkpoint", "state"_a = state);
        weft::Fabric{std::ref(second.timer)}.call("on_load_checkpoint", "state"_a = state);
        BOOST_TEST(second.timer.last()->count() == 1.0);
        through.run({9, 8});
        second.run({9, 8});
        BOOST_TEST(second.timer.count() == through.timer.count());
        BOOST_TEST(second.timer.mean()->count() == through.timer.mean()->count());
        BOOST_TEST(second.timer.p50()->count() == through.timer.p50()->count());
        BOOST_TEST(second.timer.p95()->count() == through.timer.p95()->count());
    }
}

BOOST_AUTO_TEST_CASE(a_state_that_counts_iterations_it_does_not_hold_has_no_last) {
    weft::ArgMap state;
    {
        Timed timed;
        timed.run({1, 3});
        const weft::Fabric fabric{std::ref(timed.timer)};
        fabric.call("on_save_checkpoint", "state"_a = state);
    }
    state.set("IterationTimer.seconds", std::vector<double>{});
    Timed resumed;
    const weft::Fabric fabric{std::ref(resumed.timer)};
    fabric.call("on_load_checkpoint", "state"_a = state);
    BOOST_TEST(resumed.timer.count() == 2);
    BOOST_TEST(!resumed.timer.last());
    BOOST_TEST(!resumed.timer.p50());
}

BOOST_AUTO_TEST_SUITE_END()
