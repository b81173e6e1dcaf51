// SPDX-License-Identifier: MIT
// A hook whose handlers have all gone: its calls are spared, until something is connected to it again.
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <fmt/format.h>

#include <atomic>
#include <cstddef>
#include <thread>

BOOST_AUTO_TEST_SUITE(connect_emptied_tests)

BOOST_AUTO_TEST_CASE(a_hook_whose_handlers_have_all_gone_runs_what_is_connected_next) {
    weft::Fabric fabric;
    int ran = 0;
    for (int round = 0; round < 3; ++round) {
        const weft::Connection first = fabric.connect("on_step", [&ran] { ++ran; });
        const weft::Connection second = fabric.connect(
            "on_step", [&ran] { ++ran; }, weft::once, weft::at_front);
        BOOST_TEST(fabric.call("on_step") == 2U);
        first.disconnect();
        for (int call = 0; call < 3; ++call) {
            BOOST_TEST(fabric.call("on_step") == 0U);
        }
    }
    BOOST_TEST(ran == 6);
}

BOOST_AUTO_TEST_CASE(many_hooks_whose_handlers_have_all_gone_are_found_again_among_as_many_new_ones) {
    weft::Fabric fabric;
    const auto connect_to = [&fabric](int number) {
        return fabric.connect(fmt::format("hook {}", number), [] {});
    };
    const auto call_all = [&fabric](int count) {
        std::size_t ran = 0;
        for (int number = 0; number < count; ++number) {
            ran += fabric.call(fmt::format("hook {}", number));
        }
        return ran;
    };
    constexpr int few = 100;
    constexpr int many = 1000;
    for (int number = 0; number < few; ++number) {
        connect_to(number).disconnect();
    }
    BOOST_TEST(call_all(few) == 0U);
    for (int number = few; number < many; ++number) {
        connect_to(number);
    }
    BOOST_TEST(call_all(many) == std::size_t{many - few});
    for (int number = 0; number < few; ++number) {
        connect_to(number);
    }
    BOOST_TEST(call_all(many) == std::size_t{many});
    BOOST_TEST(fabric.hooks().size() == std::size_t{many});
}

BOOST_AUTO_TEST_CASE(emptied_hooks_between_others_hide_none_of_them) {
    weft::Fabric fabric;
    // As many as the table holds without growing, so that many stand in each other's way.
    constexpr int count = 128;
    const auto connect_to = [&fabric](int number) {
        return fabric.connect(fmt::format("hook {}", number), [] {});
    };
    const auto call_all = [&fabric] {
        std::size_t ran = 0;
        for (int number = 0; number < count; ++number) {
            ran += fabric.call(fmt::format("hook {}", number));
        }
        return ran;
    };
    for (int number = 0; number < count; ++number) {
        const weft::Connection connection = connect_to(number);
        if (number % 2 == 0) {
            connection.disconnect();
        }
    }
    // The first calls hide what is empty, the next ones look past it.
    BOOST_TEST(call_all() == std::size_t{count / 2});
    BOOST_TEST(call_all() == std::size_t{count / 2});
    for (int number = 0; number < count; number += 2) {
        connect_to(number);
        BOOST_TEST(call_all() == std::size_t(count / 2 + number / 2 + 1));
    }
}

BOOST_AUTO_TEST_CASE(names_that_come_after_emptied_hooks_are_found) {
    weft::Fabric fabric;
    constexpr int few = 100;
    constexpr int all = 128;
    for (int number = 0; number < few; ++number) {
        fabric.connect(fmt::format("hook {}", number), [] {}).disconnect();
        BOOST_TEST(fabric.call(fmt::format("hook {}", number)) == 0U);
    }
    for (int number = few; number < all; ++number) {
        fabric.connect(fmt::format("hook {}", number), [] {});
    }
    for (int number = 0; number < all; ++number) {
        BOOST_TEST(fabric.call(fmt::format("hook {}", number)) == (number < few ? 0U : 1U));
    }
}

BOOST_AUTO_TEST_CASE(a_hook_whose_handlers_only_do_not_run_is_not_taken_for_an_empty_one) {
    weft::Fabric fabric;
    bool may_run = false;
    const weft::Connection blocked = fabric.connect("on_blocked", [] {});
    fabric.connect(
        "on_third", [] {}, weft::every(3));
    fabric.connect(
        "on_when", [] {}, weft::when([&may_run](const weft::Args&) { return may_run; }));
    {
        const weft::Block block = blocked.block();
        BOOST_TEST(fabric.call("on_blocked") == 0U);
        BOOST_TEST(fabric.call("on_blocked") == 0U);
    }
    BOOST_TEST(fabric.call("on_blocked") == 1U);
    BOOST_TEST(fabric.call("on_third") + fabric.call("on_third") == 0U);
    BOOST_TEST(fabric.call("on_third") == 1U);
    BOOST_TEST(fabric.call("on_when") == 0U);
    may_run = true;
    BOOST_TEST(fabric.call("on_when") == 1U);
}

BOOST_AUTO_TEST_CASE(a_handler_connected_while_another_thread_calls_the_empty_hook_is_not_lost) {
    weft::Fabric fabric;
    std::atomic<bool> has_ended = false;
    std::thread caller([&] {
        while (!has_ended) {
            fabric.call("on_step");
        }
    });
    for (int round = 0; round < 2000; ++round) {
        int ran = 0;
        const weft::Connection connection = fabric.connect("on_mine", [&ran] { ++ran; });
        const weft::Connection other = fabric.connect("on_step", [] {});
        BOOST_TEST(fabric.call("on_mine") == 1U);
        BOOST_TEST(fabric.call("on_step") == 1U);
        other.disconnect();
        connection.disconnect();
        BOOST_TEST(fabric.call("on_mine") == 0U);
    }
    has_ended = true;
    caller.join();
}

BOOST_AUTO_TEST_SUITE_END()
