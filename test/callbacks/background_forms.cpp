// SPDX-License-Identifier: MIT
// A callback in the background is handed over, shown and checked like any other.
#include "hooks.hpp"
#include "refusal_of.hpp"

#include <weft/callbacks.hpp>
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <fmt/format.h>

using namespace weft::literals;
using boost::test_tools::per_element;

BOOST_AUTO_TEST_SUITE(background_forms_tests)

namespace {

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

/// For several threads.
struct Count {
    std::atomic<int>& runs;

    void on_step() { ++runs; }
};
HOOKS(Count, (on_step))

}  // namespace

BOOST_AUTO_TEST_CASE(observers_see_the_queueing) {
    std::vector<int> steps;
    const auto background = weft::in_background(Steps{steps});
    weft::Fabric fabric{background};
    std::vector<std::string> events;
    const std::thread::id here = std::this_thread::get_id();
    fabric.observe([&](const weft::Event& event) {
        BOOST_TEST((std::this_thread::get_id() == here));
        events.push_back(
            fmt::format("{} {} {}", static_cast<int>(event.kind()), event.hook(), event.callback()));
    });
    fabric.call("on_step", "step"_a = 1);
    background->flush();
    BOOST_TEST(events.size() == 4U);
    BOOST_TEST(events.at(1).ends_with("on_step background_forms_tests::Steps"));
}

BOOST_AUTO_TEST_CASE(it_is_shown_checked_and_named_like_the_callback_that_it_wraps) {
    std::vector<int> steps;
    weft::Fabric fabric{weft::in_background(Steps{steps})};
    BOOST_TEST(fmt::format("{}", fabric) == "on_step\n  background_forms_tests::Steps(step)");
    fabric.declare("on_step", "setp"_a);
    BOOST_TEST(refusal_of([&] { fabric.check(); }) ==
               "on_step: background_forms_tests::Steps takes 'step' (int), which the hook is "
               "not declared to pass; it passes {setp}: did you mean 'setp'?");
    weft::Unused unused;
    fabric.observe(std::ref(unused));
    fabric.call("on_step", "step"_a = 1, "other"_a = 2);
    BOOST_TEST(fmt::format("{}", unused.report(fabric)) == "on_step: nobody read 'other'");
}

BOOST_AUTO_TEST_CASE(any_form_of_the_callback_can_be_wrapped) {
    std::atomic<int> runs = 0;
    Count borrowed{runs};
    const auto shared = std::make_shared<Count>(Count{runs});
    auto tracked = std::make_shared<Count>(Count{runs});
    const std::vector<std::shared_ptr<weft::Background>> all{
        weft::in_background(std::ref(borrowed)), weft::in_background(shared),
        weft::in_background(std::make_unique<Count>(Count{runs})),
        weft::in_background(std::weak_ptr<Count>(tracked)), weft::in_background(weft::Callback(Count{runs}))};
    weft::Fabric fabric;
    std::vector<weft::Connection> connections;
    for (const auto& background : all) {
        connections.push_back(fabric.add(background));
        fabric.call("on_step");
        for (const auto& one : all) {
            one->flush();
        }
    }
    BOOST_TEST(runs == 15);
    tracked.reset();
    BOOST_TEST(!connections.at(3).connected());
    BOOST_TEST(fabric.call("on_step") == 4U);
}

BOOST_AUTO_TEST_CASE(the_background_itself_is_handed_over_like_any_callback) {
    std::atomic<int> runs = 0;
    auto tracked = weft::in_background(Count{runs});
    const auto borrowed = weft::in_background(Count{runs});
    weft::Fabric fabric;
    const weft::Connection one = fabric.add(std::weak_ptr<weft::Background>(tracked));
    const weft::Connection other = fabric.add(std::ref(*borrowed));
    fabric.call("on_step");
    tracked->flush();
    borrowed->flush();
    BOOST_TEST(runs == 2);
    tracked.reset();
    BOOST_TEST(!one.connected());
    BOOST_TEST(fabric.call("on_step") == 1U);
    borrowed->flush();
    BOOST_TEST(runs == 3);
}

BOOST_AUTO_TEST_CASE(a_null_callback_is_refused_when_it_is_added) {
    weft::Fabric fabric;
    BOOST_TEST(refusal_of([&] { fabric.add(weft::in_background(std::shared_ptr<Steps>())); }) ==
               "background_forms_tests::Steps: the pointer to the callback is null or has "
               "expired, expected an object");
    BOOST_TEST(refusal_of([&] { fabric.add(std::shared_ptr<weft::Background>()); }) ==
               "weft::Background: the pointer to the callback is null or has expired, expected an object");
}

BOOST_AUTO_TEST_CASE(a_callback_in_the_background_can_be_put_into_the_background_again) {
    std::vector<int> steps;
    const auto inner = weft::in_background(Steps{steps});
    {
        weft::Fabric fabric{weft::in_background(inner)};
        BOOST_TEST(fmt::format("{}", fabric) == "on_step\n  background_forms_tests::Steps(step)");
        for (int step = 0; step < 100; ++step) {
            fabric.call("on_step", "step"_a = step);
        }
    }
    BOOST_TEST(steps.size() == 100U);
}

BOOST_AUTO_TEST_CASE(it_can_be_added_twice_and_to_several_fabrics) {
    std::vector<int> steps;
    const auto background = weft::in_background(Steps{steps});
    weft::Fabric first{background, background};
    {
        weft::Fabric second{background};
        second.call("on_step", "step"_a = 1);
        first.call("on_step", "step"_a = 2);
    }
    BOOST_TEST(steps.size() == 3U);
    first.call("on_step", "step"_a = 3);
    background->flush();
    BOOST_TEST(steps == (std::vector<int>{1, 2, 2, 3, 3}), per_element());
}

BOOST_AUTO_TEST_CASE(extras_of_add_hold) {
    std::vector<int> steps;
    const auto background = weft::in_background(Steps{steps});
    weft::Fabric fabric;
    fabric.add(background, weft::every(2),
               weft::when([](const weft::Args& args) { return args.get<int>("step") > 1; }));
    for (int step = 0; step < 6; ++step) {
        fabric.call("on_step", "step"_a = step);
    }
    background->flush();
    BOOST_TEST(steps == (std::vector<int>{3, 5}), per_element());
}

BOOST_AUTO_TEST_SUITE_END()
