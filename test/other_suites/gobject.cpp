// SPDX-License-Identifier: MIT
// What GObject's suite (GNOME/glib, folder gobject/tests) expects of blocking: blocks count, and are of one handler.
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cstddef>
#include <vector>

using namespace weft::literals;

BOOST_AUTO_TEST_SUITE(other_suites_gobject_tests)

// GObject, signals.c, test_block_handler
BOOST_AUTO_TEST_CASE(a_block_is_of_one_handler_in_one_fabric) {
    std::array<weft::Fabric, 2> fabrics;
    std::array<int, 2> counts{};
    const weft::Connection first = fabrics[0].connect("simple", [&counts] { ++counts[0]; });
    const weft::Connection second = fabrics[1].connect("simple", [&counts] { ++counts[1]; });
    const auto call_both = [&fabrics] {
        fabrics[0].call("simple");
        fabrics[1].call("simple");
    };
    call_both();
    BOOST_TEST(counts == (std::array{1, 1}), boost::test_tools::per_element());
    {
        const weft::Block block = first.block();
        call_both();
    }
    BOOST_TEST(counts == (std::array{1, 2}), boost::test_tools::per_element());
    call_both();
    BOOST_TEST(counts == (std::array{2, 3}), boost::test_tools::per_element());
    {
        const weft::Block block = second.block();
        call_both();
    }
    BOOST_TEST(counts == (std::array{3, 3}), boost::test_tools::per_element());
}

// GObject, signal-handler.c, test_block_many: in GObject as many unblocks are needed as there were blocks.
BOOST_AUTO_TEST_CASE(a_handler_runs_again_when_the_last_of_its_blocks_has_ended) {
    constexpr std::size_t count = 100;
    weft::Fabric fabric;
    std::vector<weft::Connection> connections;
    for (std::size_t number = 0; number < count; ++number) {
        connections.push_back(fabric.connect("simple", [] {}));
    }
    std::vector<weft::Block> blocks;
    for (std::size_t number = 0; number < count; ++number) {
        for (std::size_t times = 0; times <= number; ++times) {
            blocks.push_back(connections[number].block());
        }
    }
    BOOST_TEST(fabric.call("simple") == 0U);
    // The n-th has n blocks, and the last one goes last: so in reverse each round frees nobody before its own is empty.
    std::size_t running = 0;
    for (std::size_t number = count; number-- > 0;) {
        for (std::size_t times = 0; times <= number; ++times) {
            BOOST_TEST_REQUIRE(connections[number].blocked());
            BOOST_TEST_REQUIRE(fabric.call("simple") == running);
            blocks.pop_back();
        }
        ++running;
        BOOST_TEST(!connections[number].blocked());
    }
    BOOST_TEST(fabric.call("simple") == count);
}

// GObject, signals.c, test_clear_signal_handler and test_signal_disconnect_wrong_object
BOOST_AUTO_TEST_CASE(a_second_disconnect_and_a_block_of_what_is_gone_do_nothing) {
    weft::Fabric fabric;
    const weft::Connection gone = fabric.connect("simple", [] { BOOST_ERROR("a disconnected handler ran"); });
    const weft::Connection stays = fabric.connect("simple", [] {});
    gone.disconnect();
    gone.disconnect();
    const weft::Block block = gone.block();
    const weft::Block of_nothing = weft::Connection().block();
    BOOST_TEST(fabric.call("simple") == 1U);
    BOOST_TEST(stays.connected());
    BOOST_TEST(!weft::Connection().blocked());
}

// GObject, signal-handler.c, test_disconnect_many_ordered, ..._inverse, ..._random and test_disconnect_2_signals
BOOST_AUTO_TEST_CASE(many_handlers_may_be_disconnected_in_any_order) {
    constexpr std::size_t count = 101;  // A prime, so that every stride visits all.
    for (const std::size_t stride : {std::size_t{1}, count - 1, std::size_t{37}}) {
        weft::Fabric fabric;
        std::vector<weft::Connection> connections;
        for (std::size_t number = 0; number < count; ++number) {
            connections.push_back(fabric.connect(number % 2 == 0 ? "signal1" : "signal2", [] {}));
        }
        for (std::size_t step = 1; step <= count; ++step) {
            connections[step * stride % count].disconnect();
            BOOST_TEST_REQUIRE(fabric.call("signal1") + fabric.call("signal2") == count - step);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
