// SPDX-License-Identifier: MIT
// A sole observer, who is told without an emission, and those who need no durations.
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(observe_alone_tests)

using Kind = weft::Event::Kind;

namespace {

struct Told {
    Kind kind;
    weft::Event::Duration duration;
};

/// Remembers what it is told.
struct Recorder {
    std::shared_ptr<std::vector<Told>> told = std::make_shared<std::vector<Told>>();

    void operator()(const weft::Event& event) const { told->push_back({event.kind(), event.duration()}); }
};

struct RecorderWithoutDurations : Recorder {
    static constexpr bool needs_durations = false;
};

std::vector<Kind> kinds(const Recorder& recorder) {
    std::vector<Kind> all;
    for (const Told& one : *recorder.told) {
        all.push_back(one.kind);
    }
    return all;
}

/// Takes some time, however coarse the clock is.
void take_time() {
    const auto begin = std::chrono::steady_clock::now();
    while (std::chrono::steady_clock::now() == begin) {
    }
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_handler_may_wait_for_the_end_of_the_only_observer) {
    weft::Fabric fabric;
    Recorder recorder;
    const std::weak_ptr<std::vector<Told>> told = recorder.told;
    weft::Connection connection;
    std::size_t told_at_the_end = 0;
    connection = fabric.observe(std::move(recorder));
    fabric.connect("on_step", [&] {
        told_at_the_end = told.lock()->size();
        connection.disconnect_and_wait();
        BOOST_TEST(told.expired());
    });
    BOOST_TEST(fabric.call("on_step") == 1U);
    BOOST_TEST(told_at_the_end == 2U);
}

BOOST_AUTO_TEST_CASE(an_only_observer_that_lets_itself_go_is_released_before_the_next_handler) {
    weft::Fabric fabric;
    const auto alive = std::make_shared<int>(0);
    weft::Connection connection;
    connection = fabric.observe([&connection, alive](const weft::Event&) { connection.disconnect(); });
    long uses = 0;
    fabric.connect("on_step", [&] { uses = alive.use_count(); });
    fabric.call("on_step");
    BOOST_TEST(uses == 1);
    BOOST_TEST(!connection.connected());
}

BOOST_AUTO_TEST_CASE(who_joins_the_only_observer_during_a_call_is_told_from_then_on) {
    weft::Fabric fabric;
    const Recorder first;
    const Recorder second;
    fabric.observe(first);
    fabric.connect("on_step", [&, joined = false]() mutable {
        if (!joined) {
            fabric.observe(second);
            joined = true;
        }
    });
    fabric.connect("on_step", [] {});
    fabric.call("on_step");
    const std::vector<Kind> all{Kind::call_begin,    Kind::handler_begin, Kind::handler_end,
                                Kind::handler_begin, Kind::handler_end,   Kind::call_end};
    BOOST_TEST((kinds(first) == all));
    BOOST_TEST((kinds(second) == std::vector<Kind>{Kind::handler_end, Kind::handler_begin, Kind::handler_end,
                                                   Kind::call_end}));
    fabric.call("on_step");
    BOOST_TEST(first.told->size() == 2 * all.size());
    BOOST_TEST(second.told->size() == 4 + all.size());
}

BOOST_AUTO_TEST_CASE(who_takes_the_place_of_the_only_observer_is_told_in_its_place) {
    weft::Fabric fabric;
    const Recorder first;
    const Recorder second;
    const weft::Connection connection = fabric.observe(first);
    fabric.connect("on_step", [&] {
        connection.disconnect();
        fabric.observe(second);
    });
    fabric.call("on_step");
    BOOST_TEST((kinds(first) == std::vector<Kind>{Kind::call_begin, Kind::handler_begin}));
    BOOST_TEST((kinds(second) == std::vector<Kind>{Kind::handler_end, Kind::call_end}));
}

BOOST_AUTO_TEST_CASE(the_only_observer_that_is_left_is_told_on) {
    weft::Fabric fabric;
    const Recorder first;
    const Recorder second;
    const weft::Connection connection = fabric.observe(first);
    fabric.observe(second);
    fabric.connect("on_step", [&] { connection.disconnect(); });
    fabric.call("on_step");
    fabric.call("on_step");
    BOOST_TEST(first.told->size() == 2U);
    BOOST_TEST(second.told->size() == 8U);
}

BOOST_AUTO_TEST_CASE(the_only_observer_sits_out_while_it_is_blocked) {
    weft::Fabric fabric;
    const Recorder recorder;
    const weft::Connection connection = fabric.observe(recorder);
    std::vector<weft::Block> blocks;
    fabric.connect("on_step", [&] { blocks.push_back(connection.block()); });
    fabric.connect("on_step", [&] { blocks.clear(); });
    fabric.call("on_step");
    BOOST_TEST((kinds(recorder) ==
                std::vector<Kind>{Kind::call_begin, Kind::handler_begin, Kind::handler_end, Kind::call_end}));
}

BOOST_AUTO_TEST_CASE(the_only_observer_may_expire_during_a_call) {
    weft::Fabric fabric;
    auto recorder = std::make_shared<Recorder>();
    const auto told = recorder->told;
    const weft::Connection connection = fabric.observe(std::weak_ptr<Recorder>(recorder));
    fabric.connect("on_step", [&] { recorder.reset(); });
    fabric.call("on_step");
    BOOST_TEST(told->size() == 2U);
    BOOST_TEST(!connection.connected());
    fabric.call("on_step");
    BOOST_TEST(told->size() == 2U);
}

BOOST_AUTO_TEST_CASE(who_needs_no_durations_gets_none) {
    weft::Fabric fabric;
    const RecorderWithoutDurations recorder;
    fabric.observe(recorder);
    fabric.connect("on_step", take_time);
    fabric.call("on_step");
    BOOST_TEST_REQUIRE(recorder.told->size() == 4U);
    for (const Told& one : *recorder.told) {
        BOOST_TEST(one.duration.count() == 0);
    }
}

BOOST_AUTO_TEST_CASE(one_observer_that_needs_durations_is_enough) {
    weft::Fabric fabric;
    RecorderWithoutDurations without;
    const Recorder with;
    fabric.observe(std::ref(without));
    const weft::Connection connection = fabric.observe(with);
    fabric.connect("on_step", take_time);
    fabric.call("on_step");
    for (const Recorder& recorder : {static_cast<const Recorder&>(without), with}) {
        BOOST_TEST_REQUIRE(recorder.told->size() == 4U);
        BOOST_TEST(recorder.told->at(0).duration.count() == 0);
        BOOST_TEST(recorder.told->at(1).duration.count() == 0);
        BOOST_TEST(recorder.told->at(2).duration.count() > 0);
        BOOST_TEST(recorder.told->at(3).duration.count() >= recorder.told->at(2).duration.count());
    }
    connection.disconnect();
    fabric.call("on_step");
    BOOST_TEST(without.told->back().duration.count() == 0);
}

BOOST_AUTO_TEST_CASE(a_duration_is_known_where_somebody_needed_it_at_the_begin) {
    weft::Fabric fabric;
    const RecorderWithoutDurations without;
    const Recorder with;
    fabric.observe(without);
    fabric.connect("on_step", [&, joined = false]() mutable {
        if (!joined) {
            fabric.observe(with);
            joined = true;
        }
        take_time();
    });
    fabric.connect("on_step", take_time);
    fabric.call("on_step");
    BOOST_TEST_REQUIRE(with.told->size() == 4U);
    BOOST_TEST(with.told->at(0).duration.count() == 0);
    BOOST_TEST(with.told->at(2).duration.count() > 0);
    BOOST_TEST(with.told->at(3).duration.count() == 0);
}

BOOST_AUTO_TEST_SUITE_END()
