// SPDX-License-Identifier: MIT
// Observers and their connections: how they are handed over, let go, and what they may do while they are told.
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

using namespace weft::literals;
using boost::test_tools::per_element;

BOOST_AUTO_TEST_SUITE(observe_tests)

using Kind = weft::Event::Kind;

namespace {

struct Boom : std::runtime_error {
    Boom() : std::runtime_error("boom") {}
};

/// Counts events; a copy counts in the same place.
struct Counter {
    std::shared_ptr<int> events = std::make_shared<int>(0);

    void operator()(const weft::Event&) const { ++*events; }
};

struct OnlyMovable {
    std::unique_ptr<int> own = std::make_unique<int>(0);
    std::shared_ptr<int> events;

    int operator()(const weft::Event&) {
        ++*own;
        *events = *own;
        return *own;
    }
};

int events_of_function = 0;
void count_event(const weft::Event&) {
    ++events_of_function;
}

/// Throws at events of that kind on that hook.
auto throwing_at(Kind kind, std::string hook) {
    return [kind, hook = std::move(hook)](const weft::Event& event) {
        if (event.kind() == kind && event.hook() == hook) {
            throw Boom();
        }
    };
}

}  // namespace

BOOST_AUTO_TEST_CASE(an_observer_is_handed_over_in_every_form) {
    Counter counter;
    const Counter constant = counter;
    const auto shared = std::make_shared<Counter>(counter);
    const std::function<void(const weft::Event&)> function = counter;
    weft::Fabric fabric;
    fabric.observe(Counter(counter));
    fabric.observe(std::make_unique<Counter>(counter));
    fabric.observe(shared);
    fabric.observe(std::shared_ptr<const Counter>(shared));
    fabric.observe(std::weak_ptr<Counter>(shared));
    fabric.observe(std::ref(counter));
    fabric.observe(std::cref(counter));
    fabric.observe(counter);
    fabric.observe(constant);
    fabric.observe(function);
    fabric.observe([counter](const weft::Event& event) { counter(event); });
    fabric.observe([counter](const auto& event) mutable { counter(event); });
    BOOST_TEST(fabric.call("on_nothing") == 0U);
    BOOST_TEST(*counter.events == 2 * 12);
}

BOOST_AUTO_TEST_CASE(functions_and_what_can_only_be_moved_observe_too) {
    const auto events = std::make_shared<int>(0);
    events_of_function = 0;
    weft::Fabric fabric;
    fabric.observe(count_event);
    fabric.observe(&count_event);
    fabric.observe(OnlyMovable{.events = events});
    fabric.call("on_nothing");
    BOOST_TEST(events_of_function == 4);
    BOOST_TEST(*events == 2);
}

BOOST_AUTO_TEST_CASE(a_plain_variable_is_copied_and_a_reference_is_borrowed) {
    struct Own {
        int events = 0;
        void operator()(const weft::Event&) { ++events; }
    };
    Own copied;
    Own borrowed;
    weft::Fabric fabric;
    fabric.observe(copied);
    fabric.observe(std::ref(borrowed));
    fabric.call("on_nothing");
    BOOST_TEST(copied.events == 0);
    BOOST_TEST(borrowed.events == 2);
}

BOOST_AUTO_TEST_CASE(null_and_expired_pointers_are_refused) {
    weft::Fabric fabric;
    BOOST_CHECK_THROW(fabric.observe(std::shared_ptr<Counter>()), weft::Error);
    BOOST_CHECK_THROW(fabric.observe(std::unique_ptr<Counter>()), weft::Error);
    BOOST_CHECK_THROW(fabric.observe(std::weak_ptr<Counter>()), weft::Error);
    std::weak_ptr<Counter> expired = std::make_shared<Counter>();
    BOOST_CHECK_THROW(fabric.observe(expired), weft::Error);
    BOOST_TEST(fabric.call("on_nothing") == 0U);
}

BOOST_AUTO_TEST_CASE(empty_functions_are_refused) {
    weft::Fabric fabric;
    BOOST_CHECK_THROW(fabric.observe(std::function<void(const weft::Event&)>()), weft::Error);
    void (*null)(const weft::Event&) = nullptr;
    BOOST_CHECK_THROW(fabric.observe(null), weft::Error);
}

BOOST_AUTO_TEST_CASE(several_observers_are_told_in_order) {
    std::vector<int> told;
    weft::Fabric fabric;
    for (int number = 1; number <= 3; ++number) {
        fabric.observe([&told, number](const weft::Event&) { told.push_back(number); });
    }
    fabric.call("on_nothing");
    BOOST_TEST(told == (std::vector<int>{1, 2, 3, 1, 2, 3}), per_element());
}

BOOST_AUTO_TEST_CASE(the_connection_of_an_observer_lets_go_and_releases) {
    Counter counter;
    weft::Fabric fabric;
    const weft::Connection connection = fabric.observe(Counter(counter));
    const weft::Connection kept = fabric.observe(Counter(counter));
    BOOST_TEST(connection.connected());
    connection.disconnect();
    BOOST_TEST(!connection.connected());
    fabric.call("on_nothing");
    BOOST_TEST(*counter.events == 2);
    BOOST_TEST(counter.events.use_count() == 2);
    BOOST_TEST(kept.connected());
}

BOOST_AUTO_TEST_CASE(a_blocked_observer_is_not_told) {
    Counter counter;
    weft::Fabric fabric;
    const weft::Connection connection = fabric.observe(Counter(counter));
    {
        const weft::Block block = connection.block();
        fabric.call("on_nothing");
        BOOST_TEST(*counter.events == 0);
    }
    fabric.call("on_nothing");
    BOOST_TEST(*counter.events == 2);
}

BOOST_AUTO_TEST_CASE(an_expired_observer_is_not_told) {
    Counter counter;
    auto owner = std::make_shared<Counter>(counter);
    weft::Fabric fabric;
    const weft::Connection connection = fabric.observe(std::weak_ptr<Counter>(owner));
    fabric.call("on_nothing");
    owner.reset();
    BOOST_TEST(!connection.connected());
    fabric.call("on_nothing");
    BOOST_TEST(*counter.events == 2);
}

BOOST_AUTO_TEST_CASE(a_tracked_observer_is_kept_alive_while_it_is_told) {
    struct Ending {
        std::shared_ptr<Ending>* owner;
        std::string* text;
        std::string own = std::string(100, 'x');

        void operator()(const weft::Event&) {
            owner->reset();
            *text = own;
        }
    };
    std::string text;
    std::shared_ptr<Ending> owner;
    owner = std::make_shared<Ending>(Ending{&owner, &text});
    weft::Fabric fabric;
    const weft::Connection connection = fabric.observe(std::weak_ptr<Ending>(owner));
    fabric.call("on_nothing");
    BOOST_TEST(text == std::string(100, 'x'));
    BOOST_TEST(!connection.connected());
}

BOOST_AUTO_TEST_CASE(observers_stay_across_moves_and_end_with_the_fabric) {
    Counter counter;
    weft::Connection connection;
    {
        weft::Fabric first;
        connection = first.observe(counter);
        const weft::Fabric second{std::move(first)};
        second.call("on_nothing");
        BOOST_TEST(*counter.events == 2);
    }
    BOOST_TEST(!connection.connected());
    BOOST_TEST(counter.events.use_count() == 1);
}

BOOST_AUTO_TEST_CASE(an_observer_may_be_let_go_in_the_middle_of_a_call) {
    Counter counter;
    weft::Fabric fabric;
    const weft::Connection connection = fabric.observe(Counter(counter));
    fabric.connect("on_step", [&] {
        connection.disconnect_and_wait();
        BOOST_TEST(counter.events.use_count() == 1);
    });
    BOOST_TEST(fabric.call("on_step") == 1U);
    BOOST_TEST(*counter.events == 2);  // the begin of the call and of the handler
}

BOOST_AUTO_TEST_CASE(an_observer_may_let_itself_go) {
    int events = 0;
    const auto token = std::make_shared<int>(0);
    weft::Fabric fabric;
    weft::Connection connection;
    connection = fabric.observe([&events, &connection, token](const weft::Event&) {
        ++events;
        connection.disconnect_and_wait();
        connection.disconnect_and_wait();
    });
    fabric.connect("on_step", [] {});
    BOOST_TEST(fabric.call("on_step") == 1U);
    BOOST_TEST(events == 1);
    BOOST_TEST(token.use_count() == 1);
}

BOOST_AUTO_TEST_CASE(an_observer_connected_during_a_call_sees_the_next_one) {
    Counter late;
    Counter from_the_start;
    weft::Fabric fabric;
    fabric.connect(
        "on_step", [&] { fabric.observe(late); }, weft::once);
    fabric.call("on_step");
    const int in_the_first_call = *late.events;
    BOOST_TEST(in_the_first_call == 0);
    fabric.call("on_step");
    BOOST_TEST(*late.events == 2);
}

BOOST_AUTO_TEST_CASE(an_observer_may_change_the_fabric) {
    weft::Fabric fabric;
    weft::Connection victim;
    std::size_t listed = 0;
    fabric.observe([&](const weft::Event& event) {
        if (event.kind() == Kind::call_begin) {
            victim.disconnect();
            fabric.connect("on_step", [] {});
            listed = fabric.hooks().size();
            fabric.check();
        }
    });
    victim = fabric.connect("on_step", [] { BOOST_ERROR("was disconnected"); });
    BOOST_TEST(fabric.call("on_step") == 1U);  // what it connects at the begin of a call runs in that call
    BOOST_TEST(listed == 1U);
    BOOST_TEST(fabric.call("on_step") == 2U);
}

BOOST_AUTO_TEST_CASE(what_an_observer_connects_to_an_unheard_hook_runs_in_that_call_too) {
    weft::Fabric fabric;
    fabric.observe([&fabric](const weft::Event& event) {
        if (event.kind() == Kind::call_begin) {
            fabric.connect("on_step", [] {});
        }
    });
    BOOST_TEST(fabric.call("on_step") == 1U);
    BOOST_TEST(fabric.call("on_step") == 2U);
}

BOOST_AUTO_TEST_CASE(the_calls_an_observer_makes_are_not_observed) {
    int events = 0;
    int runs = 0;
    weft::Fabric fabric;
    fabric.connect("on_log", [&] {
        ++runs;
        fabric.call("on_nested");
    });
    fabric.connect("on_nested", [&runs] { ++runs; });
    fabric.observe([&](const weft::Event&) {
        ++events;
        BOOST_TEST(fabric.call("on_log") == 1U);
    });
    fabric.observe([&events](const weft::Event&) { ++events; });
    fabric.call("on_step");
    BOOST_TEST(events == 4);
    BOOST_TEST(runs == 4);
    BOOST_TEST(fabric.call("on_nested") == 1U);  // and those after it are again
    BOOST_TEST(events == 12);
}

BOOST_AUTO_TEST_CASE(an_observer_of_one_fabric_may_call_another_that_is_observed) {
    Counter counter;
    weft::Fabric inner;
    inner.observe(counter);
    weft::Fabric outer;
    outer.observe([&inner](const weft::Event&) { inner.call("on_event"); });
    outer.call("on_step");
    BOOST_TEST(*counter.events == 4);
}

BOOST_AUTO_TEST_CASE(what_an_observer_throws_leaves_the_call_past_on_error) {
    for (const Kind kind : {Kind::call_begin, Kind::handler_begin, Kind::handler_end, Kind::call_end}) {
        int runs = 0;
        int failures = 0;
        weft::Fabric fabric;
        fabric.on_error([&failures](const weft::Failure&) { ++failures; });
        const weft::Connection connection = fabric.observe(throwing_at(kind, "on_step"));
        fabric.connect("on_step", [&runs] { ++runs; });
        fabric.connect("on_step", [&runs] { ++runs; });
        BOOST_CHECK_THROW(fabric.call("on_step"), Boom);
        BOOST_TEST(runs == (kind == Kind::handler_end ? 1 : kind == Kind::call_end ? 2 : 0));
        BOOST_TEST(failures == 0);
        BOOST_TEST(connection.connected());
        connection.disconnect();
        BOOST_TEST(fabric.call("on_step") == 2U);
    }
}

BOOST_AUTO_TEST_CASE(what_an_observer_throws_in_a_nested_call_is_the_outer_handlers_exception) {
    std::string hook;
    weft::Fabric fabric;
    fabric.on_error([&hook](const weft::Failure& failure) { hook = failure.hook(); });
    fabric.observe(throwing_at(Kind::call_end, "on_nested"));
    fabric.connect("on_step", [&fabric] { fabric.call("on_nested"); });
    BOOST_TEST(fabric.call("on_step") == 1U);
    BOOST_TEST(hook == "on_step");
}

BOOST_AUTO_TEST_CASE(an_observer_that_throws_at_the_end_replaces_the_exception_it_is_told_of) {
    weft::Fabric fabric;
    fabric.connect("on_step", [] { throw 42; });
    weft::Connection connection = fabric.observe(throwing_at(Kind::handler_end, "on_step"));
    BOOST_CHECK_THROW(fabric.call("on_step"), Boom);
    connection.disconnect();
    connection = fabric.observe(throwing_at(Kind::call_end, "on_step"));
    BOOST_CHECK_THROW(fabric.call("on_step"), Boom);
    connection.disconnect();
    BOOST_CHECK_THROW(fabric.call("on_step"), int);
}

BOOST_AUTO_TEST_CASE(an_observer_may_destroy_the_fabric_at_any_event) {
    for (const Kind kind : {Kind::call_begin, Kind::handler_begin, Kind::handler_end, Kind::call_end}) {
        Counter counter;
        std::string finished;
        std::optional<weft::Fabric> fabric(std::in_place);
        fabric->observe([&, text = std::string(100, 'x')](const weft::Event& event) {
            if (event.kind() == kind) {
                fabric.reset();
                finished = text;
            }
        });
        const weft::Connection second = fabric->observe(counter);
        const weft::Connection handler = fabric->connect("on_step", [] {});
        fabric->connect(
            "on_step", [] { BOOST_ERROR("the fabric is gone, or going"); }, weft::every(2));
        fabric->call("on_step");
        BOOST_TEST(finished == std::string(100, 'x'));
        BOOST_TEST(!second.connected());
        BOOST_TEST(!handler.connected());
        BOOST_TEST(counter.events.use_count() == 1);
    }
}

BOOST_AUTO_TEST_CASE(a_handler_may_destroy_the_fabric_it_is_observed_on) {
    Counter counter;
    std::optional<weft::Fabric> fabric(std::in_place);
    const weft::Connection connection = fabric->observe(counter);
    fabric->connect("on_step", [&fabric] { fabric.reset(); });
    BOOST_TEST(fabric->call("on_step") == 1U);
    BOOST_TEST(*counter.events == 2);
    BOOST_TEST(!connection.connected());
    BOOST_TEST(counter.events.use_count() == 1);
}

BOOST_AUTO_TEST_SUITE_END()
