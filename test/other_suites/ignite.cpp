// SPDX-License-Identifier: MIT
// What ignite's suite (pytorch/ignite, tests/ignite/engine/test_custom_events.py) expects of `every` and `once`, and of
// values that make no sense.
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <string_view>
#include <vector>

using namespace weft::literals;
using boost::test_tools::per_element;

BOOST_AUTO_TEST_SUITE(other_suites_ignite_tests)

namespace {

/// An engine's events: iterations count through all epochs.
void run(const weft::Fabric& fabric, int iterations, int max_epochs) {
    int iteration = 0;
    for (int epoch = 1; epoch <= max_epochs; ++epoch) {
        fabric.call("epoch_started", "epoch"_a = epoch);
        for (int batch = 0; batch < iterations; ++batch) {
            fabric.call("iteration_started", "iteration"_a = ++iteration);
        }
        fabric.call("epoch_completed", "epoch"_a = epoch);
    }
}

}  // namespace

// ignite, test_every_event_filter_with_engine
BOOST_AUTO_TEST_CASE(every_n_runs_on_each_nth_call_through_all_epochs) {
    weft::Fabric fabric;
    std::vector<int> iterations;
    std::vector<int> epochs;
    int all = 0;
    fabric.connect(
        "iteration_started", [&iterations](int iteration) { iterations.push_back(iteration); }, "iteration"_a,
        weft::every(10));
    fabric.connect(
        "epoch_started", [&epochs](int epoch) { epochs.push_back(epoch); }, "epoch"_a, weft::every(2));
    fabric.connect("iteration_started", [&all] { ++all; });
    run(fabric, 100, 5);
    BOOST_TEST(iterations.size() == 50U);
    for (std::size_t place = 0; place < iterations.size(); ++place) {
        BOOST_TEST(iterations[place] == 10 * (static_cast<int>(place) + 1));
    }
    BOOST_TEST(epochs == (std::vector<int>{2, 4}), per_element());
    BOOST_TEST(all == 500);
}

// ignite, test_callable_events_every_eq_one
BOOST_AUTO_TEST_CASE(every_one_is_always) {
    weft::Fabric fabric;
    int calls = 0;
    fabric.connect(
        "iteration_started", [&calls] { ++calls; }, weft::every(1));
    run(fabric, 5, 2);
    BOOST_TEST(calls == 10);
}

// ignite, test_once_event_filter
BOOST_AUTO_TEST_CASE(once_is_one_call_of_all_epochs) {
    weft::Fabric fabric;
    std::vector<int> iterations;
    fabric.connect(
        "iteration_started", [&iterations](int iteration) { iterations.push_back(iteration); }, "iteration"_a,
        weft::once);
    int epochs = 0;
    fabric.connect(
        "epoch_completed", [&epochs] { ++epochs; }, weft::once);
    run(fabric, 100, 10);
    BOOST_TEST(iterations == std::vector<int>{1}, per_element());
    BOOST_TEST(epochs == 1);
}

// ignite, test_list_of_events: there one handler on `once` or `every`; here each is a connection of its own.
BOOST_AUTO_TEST_CASE(one_function_may_be_connected_in_several_manners) {
    weft::Fabric fabric;
    std::vector<int> iterations;
    const auto note = [&iterations](int iteration) { iterations.push_back(iteration); };
    fabric.connect("iteration_started", note, "iteration"_a, weft::once);
    fabric.connect("iteration_started", note, "iteration"_a, weft::every(3));
    run(fabric, 3, 5);
    BOOST_TEST(iterations == (std::vector<int>{1, 3, 6, 9, 12, 15}), per_element());
}

// ignite, test_callable_events_with_wrong_inputs: there both at once are refused; here they go together, and mean the n-th.
BOOST_AUTO_TEST_CASE(once_and_every_together_are_the_nth_call_alone) {
    weft::Fabric fabric;
    std::vector<int> iterations;
    fabric.connect(
        "iteration_started", [&iterations](int iteration) { iterations.push_back(iteration); }, "iteration"_a,
        weft::once, weft::every(4));
    run(fabric, 6, 3);
    BOOST_TEST(iterations == std::vector<int>{4}, per_element());
}

// ignite, test_callable_events_with_wrong_inputs
BOOST_AUTO_TEST_CASE(a_period_that_never_comes_is_refused) {
    weft::Fabric fabric;
    BOOST_CHECK_EXCEPTION(fabric.connect(
                              "iteration_started", [] {}, weft::every(0)),
                          weft::Error, [](const weft::Error& error) {
                              return std::string_view(error.what()).find("n of at least 1") !=
                                     std::string_view::npos;
                          });
    BOOST_TEST(fabric.hooks().empty());
}

// ignite, test_callable_event_bad_behaviour: a filter of one handler is not one of the event.
BOOST_AUTO_TEST_CASE(the_manner_of_one_handler_is_not_that_of_the_others) {
    weft::Fabric fabric;
    int filtered = 0;
    int all = 0;
    fabric.connect(
        "iteration_started", [&filtered] { ++filtered; }, weft::every(7));
    fabric.connect("iteration_started", [&all] { ++all; });
    run(fabric, 50, 25);
    BOOST_TEST(filtered == 1250 / 7);
    BOOST_TEST(all == 1250);
}

// ignite, test_custom_events: events that nobody fires call nobody.
BOOST_AUTO_TEST_CASE(a_hook_is_whatever_the_loop_calls_and_no_other_is_heard) {
    weft::Fabric fabric;
    int heard = 0;
    for (const char* const hook : {"test_event", "a", "b", "c"}) {
        fabric.connect(hook, [&heard] { ++heard; });
    }
    run(fabric, 1, 1);
    BOOST_TEST(heard == 0);
    for (const char* const hook : {"test_event", "a", "b", "c"}) {
        fabric.call(hook);
    }
    BOOST_TEST(heard == 4);
}

BOOST_AUTO_TEST_SUITE_END()
