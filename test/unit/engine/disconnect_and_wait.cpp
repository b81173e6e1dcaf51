// SPDX-License-Identifier: MIT
// `disconnect_and_wait`: after it no thread is inside a handler; from within one it does not wait.

#include "hooks.hpp"
#include "joined_thread.hpp"

#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <cstddef>
#include <functional>
#include <latch>
#include <memory>
#include <stdexcept>
#include <utility>
#include <vector>

using namespace weft::literals;

BOOST_AUTO_TEST_SUITE(disconnect_and_wait_tests)

namespace {

constexpr int rounds = 100;

/// Two handlers of one connection, each doing what the test says.
struct TwoHooks {
    std::function<void()> first;
    std::function<void()> second;

    void on_first() { first(); }
    void on_second() { second(); }
};
HOOKS(TwoHooks, (on_first), (on_second))

/// A handler's life seen from outside: it is entered, told to go, and takes a while to finish.
struct Visit {
    std::latch entered{1};
    std::latch go{1};
    std::atomic<int> steps{0};
    std::atomic<bool> finished{false};

    void stay() {
        entered.count_down();
        go.wait();
        for (int step = 0; step < 2000; ++step) {
            steps.fetch_add(1);
        }
        finished.store(true);
    }
};

/// Counts the rounds in which `let_go(connection, visit)` returned before the handler had
/// finished. `let_go` is called while another thread is inside the handler, and has told it to go.
template <typename Connect, typename LetGo>
int too_early(Connect connect, LetGo let_go) {
    int early = 0;
    for (int round = 0; round < rounds; ++round) {
        Visit visit;
        weft::Fabric fabric;
        weft::Connection connection = connect(fabric, visit);
        const JoinedThread caller{[&fabric] { fabric.call("on_step"); }};
        visit.entered.wait();
        let_go(connection, visit);
        early += visit.finished.load() ? 0 : 1;
    }
    return early;
}

weft::Connection connect_visit(weft::Fabric& fabric, Visit& visit) {
    return fabric.connect("on_step", [&visit] { visit.stay(); });
}

}  // namespace

BOOST_AUTO_TEST_CASE(no_handler_runs_after_disconnect_and_wait) {
    std::atomic<int> violations{0};
    std::atomic<bool> stop{false};
    weft::Fabric fabric;
    std::vector<JoinedThread> callers;
    for (int index = 0; index < 3; ++index) {
        callers.emplace_back([&] {
            while (!stop.load()) {
                fabric.call("on_step");
            }
        });
    }
    for (int round = 0; round < 300; ++round) {
        std::atomic<bool> allowed{true};
        weft::Connection connection = fabric.connect("on_step", [&violations, &allowed] {
            violations.fetch_add(allowed.load() ? 0 : 1);
            violations.fetch_add(allowed.load() ? 0 : 1);
        });
        fabric.call("on_step");
        connection.disconnect_and_wait();
        allowed.store(false);  // and goes out of scope
    }
    stop.store(true);
    callers.clear();
    BOOST_TEST(violations.load() == 0);
}

BOOST_AUTO_TEST_CASE(it_waits_for_a_handler_on_another_thread) {
    const auto let_go = [](weft::Connection& connection, Visit& visit) {
        visit.go.count_down();
        connection.disconnect_and_wait();
    };
    BOOST_TEST(too_early(connect_visit, let_go) == 0);
}

BOOST_AUTO_TEST_CASE(it_waits_also_after_a_plain_disconnect) {
    const auto let_go = [](weft::Connection& connection, Visit& visit) {
        connection.disconnect();  // does not wait: the handler has not been told to go
        visit.go.count_down();
        connection.disconnect_and_wait();
    };
    BOOST_TEST(too_early(connect_visit, let_go) == 0);
}

BOOST_AUTO_TEST_CASE(it_waits_also_when_asked_a_second_time) {
    const auto let_go = [](weft::Connection& connection, Visit& visit) {
        weft::Connection copy = connection;
        const JoinedThread other{[&copy] { copy.disconnect_and_wait(); }};
        visit.go.count_down();
        connection.disconnect_and_wait();
    };
    BOOST_TEST(too_early(connect_visit, let_go) == 0);
}

BOOST_AUTO_TEST_CASE(it_waits_for_a_once_handler_that_runs) {
    const auto connect = [](weft::Fabric& fabric, Visit& visit) {
        return fabric.connect(
            "on_step", [&visit] { visit.stay(); }, weft::once);
    };
    const auto let_go = [](weft::Connection& connection, Visit& visit) {
        visit.go.count_down();
        connection.disconnect_and_wait();
    };
    BOOST_TEST(too_early(connect, let_go) == 0);
}

BOOST_AUTO_TEST_CASE(it_waits_for_a_method_of_a_callback_that_expired_meanwhile) {
    int early = 0;
    for (int round = 0; round < rounds; ++round) {
        Visit visit;
        auto owner = std::make_shared<TwoHooks>(TwoHooks{[&visit] { visit.stay(); }, [] {}});
        weft::Fabric fabric;
        weft::Connection connection = fabric.add(std::weak_ptr<TwoHooks>{owner});
        const JoinedThread caller{[&fabric] { fabric.call("on_first"); }};
        visit.entered.wait();
        owner.reset();
        visit.go.count_down();
        connection.disconnect_and_wait();
        early += visit.finished.load() ? 0 : 1;
    }
    BOOST_TEST(early == 0);
}

BOOST_AUTO_TEST_CASE(it_waits_for_every_hook_of_a_callback) {
    int early = 0;
    for (int round = 0; round < rounds; ++round) {
        Visit first;
        Visit second;
        weft::Fabric fabric;
        weft::Connection connection =
            fabric.add(TwoHooks{[&first] { first.stay(); }, [&second] { second.stay(); }});
        const JoinedThread first_caller{[&fabric] { fabric.call("on_first"); }};
        const JoinedThread second_caller{[&fabric] { fabric.call("on_second"); }};
        first.entered.wait();
        second.entered.wait();
        first.go.count_down();
        second.go.count_down();
        connection.disconnect_and_wait();
        early += first.finished.load() && second.finished.load() ? 0 : 1;
    }
    BOOST_TEST(early == 0);
}

BOOST_AUTO_TEST_CASE(it_waits_from_within_a_handler_of_another_connection) {
    int early = 0;
    for (int round = 0; round < rounds; ++round) {
        Visit visit;
        weft::Fabric fabric;
        weft::Connection connection = connect_visit(fabric, visit);
        fabric.connect("on_other", [&] {
            connection.disconnect_and_wait();
            early += visit.finished.load() ? 0 : 1;
        });
        const JoinedThread caller{[&fabric] { fabric.call("on_step"); }};
        visit.entered.wait();
        visit.go.count_down();
        fabric.call("on_other");
    }
    BOOST_TEST(early == 0);
}

BOOST_AUTO_TEST_CASE(it_waits_for_the_second_of_two_threads_too) {
    int early = 0;
    for (int round = 0; round < rounds; ++round) {
        std::latch entered{2};
        std::latch go{1};
        std::atomic<int> finished{0};
        weft::Fabric fabric;
        weft::Connection connection = fabric.connect("on_step", [&] {
            entered.count_down();
            go.wait();
            finished.fetch_add(1);
        });
        const JoinedThread first{[&fabric] { fabric.call("on_step"); }};
        const JoinedThread second{[&fabric] { fabric.call("on_step"); }};
        entered.wait();
        go.count_down();
        connection.disconnect_and_wait();
        early += finished.load() == 2 ? 0 : 1;
    }
    BOOST_TEST(early == 0);
}

BOOST_AUTO_TEST_CASE(it_does_not_wait_for_handlers_of_other_connections) {
    Visit visit;
    weft::Fabric fabric;
    connect_visit(fabric, visit);
    weft::Connection other = fabric.connect("on_step", [] {});
    const JoinedThread caller{[&fabric] { fabric.call("on_step"); }};
    visit.entered.wait();
    other.disconnect_and_wait();  // returns although the call goes on
    BOOST_TEST(!visit.finished.load());
    visit.go.count_down();
}

BOOST_AUTO_TEST_CASE(a_blocked_handler_that_runs_is_waited_for) {
    const auto let_go = [](weft::Connection& connection, Visit& visit) {
        const weft::Block block = connection.block();
        visit.go.count_down();
        connection.disconnect_and_wait();
    };
    BOOST_TEST(too_early(connect_visit, let_go) == 0);
}

BOOST_AUTO_TEST_CASE(disconnect_does_not_wait) {
    Visit visit;
    weft::Fabric fabric;
    weft::Connection connection = connect_visit(fabric, visit);
    const JoinedThread caller{[&fabric] { fabric.call("on_step"); }};
    visit.entered.wait();
    connection.disconnect();
    BOOST_TEST(!connection.connected());
    BOOST_TEST(!visit.finished.load());
    visit.go.count_down();
}

BOOST_AUTO_TEST_CASE(what_a_running_handler_captured_lives_until_it_finishes) {
    Visit visit;
    std::atomic<bool> intact{false};
    const auto token = std::make_shared<int>(5);
    weft::Fabric fabric;
    weft::Connection connection = fabric.connect("on_step", [&visit, &intact, token] {
        visit.stay();
        intact.store(*token == 5 && token.use_count() > 1);
    });
    {
        const JoinedThread caller{[&fabric] { fabric.call("on_step"); }};
        visit.entered.wait();
        connection.disconnect();
        fabric.connect("on_step", [] {});
        fabric.call("on_step");
        visit.go.count_down();
    }
    BOOST_TEST(intact.load());
    fabric.call("on_step");
    BOOST_TEST(token.use_count() == 1);
}

BOOST_AUTO_TEST_CASE(it_does_not_wait_in_a_call_nested_inside_its_own_handler) {
    int finished = 0;
    weft::Connection connection;
    weft::Fabric fabric;
    connection = fabric.connect("on_step", [&] {
        fabric.call("on_nested");
        ++finished;
    });
    fabric.connect("on_nested", [&fabric] { fabric.call("on_deeper"); });
    fabric.connect("on_deeper", [&connection] { connection.disconnect_and_wait(); });
    BOOST_TEST(fabric.call("on_step") == 1U);
    BOOST_TEST(finished == 1);
    BOOST_TEST(!connection.connected());
}

BOOST_AUTO_TEST_CASE(it_does_not_wait_under_another_fabrics_call_inside_its_own_handler) {
    weft::Connection connection;
    weft::Fabric other;
    weft::Fabric fabric;
    connection = fabric.connect("on_step", [&other] { other.call("on_elsewhere"); });
    other.connect("on_elsewhere", [&connection] { connection.disconnect_and_wait(); });
    BOOST_TEST(fabric.call("on_step") == 1U);
    BOOST_TEST(!connection.connected());
}

BOOST_AUTO_TEST_CASE(within_one_handler_it_does_not_wait_for_another_of_its_connection) {
    Visit visit;
    weft::Connection connection;
    weft::Fabric fabric;
    connection =
        fabric.add(TwoHooks{[&visit] { visit.stay(); }, [&connection] { connection.disconnect_and_wait(); }});
    const JoinedThread caller{[&fabric] { fabric.call("on_first"); }};
    visit.entered.wait();
    BOOST_TEST(fabric.call("on_second") == 1U);  // returns while the first still runs
    BOOST_TEST(!visit.finished.load());
    visit.go.count_down();
}

BOOST_AUTO_TEST_CASE(two_handlers_of_one_connection_may_both_ask_to_wait) {
    for (int round = 0; round < rounds; ++round) {
        std::latch both{2};
        weft::Connection connection;
        weft::Fabric fabric;
        const auto meet = [&] {
            both.arrive_and_wait();
            connection.disconnect_and_wait();
        };
        connection = fabric.add(TwoHooks{meet, meet});
        const JoinedThread first{[&fabric] { fabric.call("on_first"); }};
        const JoinedThread second{[&fabric] { fabric.call("on_second"); }};
    }
    BOOST_TEST(true);  // it came to an end
}

BOOST_AUTO_TEST_CASE(the_same_handler_on_two_threads_may_ask_to_wait_in_both) {
    for (int round = 0; round < rounds; ++round) {
        std::latch both{2};
        weft::Connection connection;
        weft::Fabric fabric;
        connection = fabric.connect("on_step", [&] {
            both.arrive_and_wait();
            connection.disconnect_and_wait();
        });
        const JoinedThread first{[&fabric] { fabric.call("on_step"); }};
        const JoinedThread second{[&fabric] { fabric.call("on_step"); }};
    }
    BOOST_TEST(true);  // it came to an end
}

BOOST_AUTO_TEST_CASE(a_handler_that_throws_ends_the_wait) {
    for (int round = 0; round < rounds; ++round) {
        Visit visit;
        weft::Fabric fabric;
        weft::Connection connection = fabric.connect("on_step", [&visit] {
            visit.stay();
            throw std::runtime_error{"boom"};
        });
        const JoinedThread caller{[&fabric] {
            try {
                fabric.call("on_step");
            } catch (const std::runtime_error&) {  // as it should
            }
        }};
        visit.entered.wait();
        visit.go.count_down();
        connection.disconnect_and_wait();
    }
    BOOST_TEST(true);  // it came to an end
}

BOOST_AUTO_TEST_CASE(an_observer_may_wait_at_the_end_of_a_call_for_a_handler_that_let_itself_go) {
    weft::Connection connection;
    weft::Fabric fabric;
    fabric.observe([&connection](const weft::Event& event) {
        if (event.kind() == weft::EventKind::call_end) {
            connection.disconnect_and_wait();
        }
    });
    connection = fabric.connect("on_step", [&connection] { connection.disconnect(); });
    BOOST_TEST(fabric.call("on_step") == 1U);
    connection = fabric.connect("on_step", [&connection] {
        connection.disconnect();
        throw std::runtime_error{"boom"};
    });
    BOOST_CHECK_THROW(fabric.call("on_step"), std::runtime_error);
}

BOOST_AUTO_TEST_CASE(it_waits_in_a_handler_that_ended_before) {
    weft::Connection connection;
    Visit visit;
    weft::Fabric fabric;
    connection = connect_visit(fabric, visit);
    visit.go.count_down();
    fabric.call("on_step");  // this thread has left the handler: that must not exempt it
    const auto let_go = [](weft::Connection& other, Visit& its_visit) {
        its_visit.go.count_down();
        other.disconnect_and_wait();
    };
    BOOST_TEST(too_early(connect_visit, let_go) == 0);
    connection.disconnect_and_wait();
}

BOOST_AUTO_TEST_SUITE_END()
