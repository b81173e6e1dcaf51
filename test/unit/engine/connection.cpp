// SPDX-License-Identifier: MIT
// Connection, Block and ScopedConnection: letting go, holding back, and keeping nothing alive.

#include "hooks.hpp"

#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <memory>
#include <stdexcept>
#include <type_traits>
#include <utility>
#include <vector>

using namespace weft::literals;

BOOST_AUTO_TEST_SUITE(connection_tests)

namespace {

struct TwoHooks {
    std::shared_ptr<int> token;

    void on_first() { ++*token; }
    void on_second() { ++*token; }
};
HOOKS(TwoHooks, (on_first), (on_second))

static_assert(std::is_default_constructible_v<weft::Connection>);
static_assert(std::is_copy_constructible_v<weft::Connection>);
static_assert(std::is_copy_assignable_v<weft::Connection>);
static_assert(std::is_move_constructible_v<weft::Block>);
static_assert(std::is_move_constructible_v<weft::ScopedConnection>);
static_assert(std::is_move_assignable_v<weft::ScopedConnection>);
static_assert(!std::is_copy_constructible_v<weft::ScopedConnection>);
static_assert(!std::is_copy_assignable_v<weft::ScopedConnection>);

}  // namespace

BOOST_AUTO_TEST_CASE(a_default_constructed_connection_is_not_connected) {
    weft::Connection connection;
    BOOST_TEST(!connection.connected());
    BOOST_TEST(!connection.blocked());
    connection.disconnect();
    connection.disconnect_and_wait();
    { const weft::Block block = connection.block(); }
    BOOST_TEST(!connection.connected());
    BOOST_TEST(!connection.blocked());
}

BOOST_AUTO_TEST_CASE(disconnecting_stops_the_handler_and_may_be_repeated) {
    weft::Fabric fabric;
    weft::Connection connection = fabric.connect("on_step", [] {});
    fabric.connect("on_step", [] {});
    BOOST_TEST(fabric.call("on_step") == 2U);
    connection.disconnect();
    connection.disconnect();
    connection.disconnect_and_wait();
    BOOST_TEST(!connection.connected());
    BOOST_TEST(fabric.call("on_step") == 1U);
}

BOOST_AUTO_TEST_CASE(disconnect_and_wait_disconnects) {
    weft::Fabric fabric;
    weft::Connection connection = fabric.connect("on_step", [] {});
    connection.disconnect_and_wait();
    BOOST_TEST(!connection.connected());
    BOOST_TEST(fabric.call("on_step") == 0U);
}

BOOST_AUTO_TEST_CASE(copies_speak_of_the_same_connection) {
    weft::Fabric fabric;
    weft::Connection connection = fabric.connect("on_step", [] {});
    weft::Connection copy = connection;
    {
        const weft::Block block = copy.block();
        BOOST_TEST(connection.blocked());
    }
    BOOST_TEST(!connection.blocked());
    copy.disconnect();
    BOOST_TEST(!connection.connected());
}

BOOST_AUTO_TEST_CASE(dropping_a_connection_disconnects_nothing) {
    weft::Fabric fabric;
    {
        const weft::Connection connection = fabric.connect("on_step", [] {});
    }
    BOOST_TEST(fabric.call("on_step") == 1U);
}

BOOST_AUTO_TEST_CASE(a_connection_belongs_to_one_handler_among_equals) {
    weft::Fabric fabric;
    const auto handler = [] {};
    const weft::Connection first = fabric.connect("on_step", handler);
    weft::Connection second = fabric.connect("on_step", handler);
    second.disconnect();
    BOOST_TEST(first.connected());
    second = fabric.connect("on_step", handler);
    BOOST_TEST(second.connected());
    BOOST_TEST(fabric.call("on_step") == 2U);
}

BOOST_AUTO_TEST_CASE(a_connection_outlives_its_fabric_harmlessly) {
    auto fabric = std::make_unique<weft::Fabric>();
    weft::Connection connection = fabric->connect("on_step", [] {});
    weft::Connection of_add = fabric->add(TwoHooks{std::make_shared<int>(0)});
    const weft::Block block = connection.block();
    fabric.reset();
    BOOST_TEST(!connection.connected());
    BOOST_TEST(!of_add.connected());
    { const weft::Block later = of_add.block(); }
    connection.disconnect();
    of_add.disconnect_and_wait();
    BOOST_TEST(!connection.connected());
}

BOOST_AUTO_TEST_CASE(a_connection_keeps_its_handler_not_alive_after_the_fabric) {
    const auto token = std::make_shared<int>(0);
    auto fabric = std::make_unique<weft::Fabric>();
    const weft::Connection connection = fabric->connect("on_step", [token] {});
    const weft::Connection of_add = fabric->add(TwoHooks{token});
    fabric.reset();
    BOOST_TEST(token.use_count() == 1);
}

BOOST_AUTO_TEST_CASE(a_disconnected_handler_is_released_by_the_next_call_of_its_hook) {
    const auto token = std::make_shared<int>(0);
    weft::Fabric fabric;
    weft::Connection connection = fabric.connect("on_step", [token] {});
    fabric.connect("on_step", [] {});
    fabric.call("on_step");
    connection.disconnect();
    fabric.call("on_step");
    BOOST_TEST(token.use_count() == 1);
    BOOST_TEST(!connection.connected());
}

BOOST_AUTO_TEST_CASE(a_disconnected_handler_is_released_by_the_next_connect_to_its_hook) {
    const auto token = std::make_shared<int>(0);
    weft::Fabric fabric;
    weft::Connection connection = fabric.connect("on_step", [token] {});
    connection.disconnect();
    fabric.connect("on_step", [] {});
    BOOST_TEST(token.use_count() == 1);
}

BOOST_AUTO_TEST_CASE(each_of_many_disconnected_handlers_is_released_by_the_next_connect) {
    const auto token = std::make_shared<int>(0);
    weft::Fabric fabric;
    std::vector<weft::Connection> connections;
    for (int index = 0; index < 50; ++index) {
        connections.push_back(fabric.connect("on_step", [token] {}));
    }
    for (weft::Connection& connection : connections) {
        connection.disconnect();
    }
    fabric.connect("on_step", [] {});
    BOOST_TEST(token.use_count() == 1);
}

BOOST_AUTO_TEST_CASE(each_of_many_disconnected_handlers_is_released_by_the_next_call) {
    const auto token = std::make_shared<int>(0);
    weft::Fabric fabric;
    std::vector<weft::Connection> connections;
    for (int index = 0; index < 50; ++index) {
        connections.push_back(fabric.connect("on_step", [token] {}));
    }
    for (weft::Connection& connection : connections) {
        connection.disconnect();
    }
    BOOST_TEST(fabric.call("on_step") == 0U);
    BOOST_TEST(token.use_count() == 1);
}

BOOST_AUTO_TEST_CASE(a_disconnected_callback_is_released_by_the_next_calls_of_its_hooks) {
    const auto token = std::make_shared<int>(0);
    weft::Fabric fabric;
    weft::Connection connection = fabric.add(TwoHooks{token});
    fabric.call("on_first");
    connection.disconnect();
    fabric.call("on_first");
    fabric.call("on_second");
    BOOST_TEST(token.use_count() == 1);
    BOOST_TEST(*token == 1);
}

BOOST_AUTO_TEST_CASE(a_handler_that_ran_once_is_released_by_the_next_call) {
    const auto token = std::make_shared<int>(0);
    weft::Fabric fabric;
    const weft::Connection connection = fabric.connect(
        "on_step", [token] {}, weft::once);
    fabric.call("on_step");
    fabric.call("on_step");
    BOOST_TEST(token.use_count() == 1);
}

BOOST_AUTO_TEST_CASE(a_handler_that_threw_is_released_after_disconnecting) {
    const auto token = std::make_shared<int>(0);
    weft::Fabric fabric;
    weft::Connection connection = fabric.connect("on_step", [token] { throw std::runtime_error{"boom"}; });
    BOOST_CHECK_THROW(fabric.call("on_step"), std::runtime_error);
    connection.disconnect_and_wait();  // returns: nothing counts as running
    fabric.call("on_step");
    BOOST_TEST(token.use_count() == 1);
}

BOOST_AUTO_TEST_CASE(a_block_holds_the_handler_back_while_it_lives) {
    weft::Fabric fabric;
    weft::Connection connection = fabric.connect("on_step", [] {});
    BOOST_TEST(!connection.blocked());
    {
        const weft::Block block = connection.block();
        BOOST_TEST(connection.blocked());
        BOOST_TEST(connection.connected());
        BOOST_TEST(fabric.call("on_step") == 0U);
    }
    BOOST_TEST(!connection.blocked());
    BOOST_TEST(fabric.call("on_step") == 1U);
}

BOOST_AUTO_TEST_CASE(blocks_count) {
    weft::Fabric fabric;
    weft::Connection connection = fabric.connect("on_step", [] {});
    auto first = std::make_unique<weft::Block>(connection.block());
    auto second = std::make_unique<weft::Block>(connection.block());
    first.reset();  // not the inner one first
    BOOST_TEST(connection.blocked());
    BOOST_TEST(fabric.call("on_step") == 0U);
    second.reset();
    BOOST_TEST(!connection.blocked());
    BOOST_TEST(fabric.call("on_step") == 1U);
}

BOOST_AUTO_TEST_CASE(a_moved_block_counts_once) {
    weft::Fabric fabric;
    weft::Connection connection = fabric.connect("on_step", [] {});
    {
        auto block = std::make_unique<weft::Block>(connection.block());
        const weft::Block moved = std::move(*block);
        block.reset();
        BOOST_TEST(connection.blocked());
    }
    BOOST_TEST(!connection.blocked());
}

BOOST_AUTO_TEST_CASE(blocks_live_in_a_vector) {
    weft::Fabric fabric;
    weft::Connection connection = fabric.connect("on_step", [] {});
    std::vector<weft::Block> blocks;
    for (int index = 0; index < 20; ++index) {
        blocks.push_back(connection.block());
    }
    BOOST_TEST(connection.blocked());
    blocks.clear();
    BOOST_TEST(!connection.blocked());
    BOOST_TEST(fabric.call("on_step") == 1U);
}

BOOST_AUTO_TEST_CASE(a_block_holds_back_this_connection_only) {
    weft::Fabric fabric;
    weft::Connection blocked = fabric.connect("on_step", [] {});
    const weft::Connection other = fabric.connect("on_step", [] {});
    const weft::Block block = blocked.block();
    BOOST_TEST(!other.blocked());
    BOOST_TEST(fabric.call("on_step") == 1U);
}

BOOST_AUTO_TEST_CASE(a_blocked_handler_does_not_refuse_arguments) {
    weft::Fabric fabric;
    weft::Connection connection = fabric.connect(
        "on_step", [](int) {}, "x"_a);
    const weft::Block block = connection.block();
    BOOST_TEST(fabric.call("on_step") == 0U);
}

BOOST_AUTO_TEST_CASE(a_blocked_connection_can_be_disconnected) {
    const auto token = std::make_shared<int>(0);
    weft::Fabric fabric;
    weft::Connection connection = fabric.connect("on_step", [token] {});
    {
        const weft::Block block = connection.block();
        connection.disconnect();
        BOOST_TEST(!connection.connected());
    }
    BOOST_TEST(!connection.connected());
    BOOST_TEST(fabric.call("on_step") == 0U);
    BOOST_TEST(token.use_count() == 1);
}

BOOST_AUTO_TEST_CASE(a_scoped_connection_disconnects_when_destroyed) {
    weft::Fabric fabric;
    {
        const weft::ScopedConnection scoped{fabric.connect("on_step", [] {})};
        BOOST_TEST(scoped.connected());
        BOOST_TEST(fabric.call("on_step") == 1U);
    }
    BOOST_TEST(fabric.call("on_step") == 0U);
}

BOOST_AUTO_TEST_CASE(a_moved_scoped_connection_disconnects_once_at_the_end) {
    weft::Fabric fabric;
    auto scoped = std::make_unique<weft::ScopedConnection>(fabric.connect("on_step", [] {}));
    {
        const weft::ScopedConnection moved{std::move(*scoped)};
        scoped.reset();
        BOOST_TEST(moved.connected());
        BOOST_TEST(fabric.call("on_step") == 1U);
    }
    BOOST_TEST(fabric.call("on_step") == 0U);
}

BOOST_AUTO_TEST_CASE(assigning_over_a_scoped_connection_disconnects_what_it_had) {
    weft::Fabric fabric;
    const weft::Connection first = fabric.connect("on_step", [] {});
    const weft::Connection second = fabric.connect("on_step", [] {});
    {
        weft::ScopedConnection scoped{first};
        weft::ScopedConnection other{second};
        scoped = std::move(other);
        BOOST_TEST(!first.connected());
        BOOST_TEST(second.connected());
        BOOST_TEST(scoped.connected());
    }
    BOOST_TEST(!second.connected());
}

BOOST_AUTO_TEST_CASE(a_released_scoped_connection_lets_the_handler_stay) {
    weft::Fabric fabric;
    {
        weft::ScopedConnection scoped{fabric.connect("on_step", [] {})};
        static_cast<void>(scoped.release());
        BOOST_TEST(!scoped.connected());
    }
    BOOST_TEST(fabric.call("on_step") == 1U);
}

BOOST_AUTO_TEST_CASE(a_scoped_connection_outlives_its_fabric_harmlessly) {
    auto fabric = std::make_unique<weft::Fabric>();
    const weft::ScopedConnection scoped{fabric->connect("on_step", [] {})};
    fabric.reset();
    BOOST_TEST(!scoped.connected());
}

BOOST_AUTO_TEST_CASE(a_scoped_connection_survives_a_move_of_the_fabric) {
    weft::Fabric first;
    auto scoped = std::make_unique<weft::ScopedConnection>(first.connect("on_step", [] {}));
    const weft::Fabric second{std::move(first)};
    BOOST_TEST(second.call("on_step") == 1U);
    scoped.reset();
    BOOST_TEST(second.call("on_step") == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
