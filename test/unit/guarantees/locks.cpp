// SPDX-License-Identifier: MIT
// A user's lock taken in handlers and destructors as well as around weft: no order of locks to break.
#include "run_together.hpp"

#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

BOOST_AUTO_TEST_SUITE(locks_tests)

namespace {

using Counter = std::atomic<std::size_t>;

}  // namespace

BOOST_AUTO_TEST_CASE(a_lock_taken_in_a_handler_and_around_the_fabric_cannot_deadlock) {
    constexpr int rounds = 300;
    std::mutex mutex;
    int guarded = 0;
    weft::Fabric fabric;
    const auto handler = [&] {
        const std::scoped_lock lock{mutex};
        ++guarded;
    };
    fabric.connect("on_step", handler);
    run_together(4, [&](std::size_t index) {
        for (int round = 0; round < rounds; ++round) {
            if (index < 2) {
                fabric.call("on_step");
            } else if (index == 2) {
                const std::scoped_lock lock{mutex};
                fabric.connect("on_" + std::to_string(round), handler);
            } else {
                const std::scoped_lock lock{mutex};
                fabric.connect(
                    "on_quiet", [] {}, weft::once);
                fabric.call("on_quiet");
            }
        }
    });
    BOOST_TEST(guarded == 2 * rounds);
}

BOOST_AUTO_TEST_CASE(a_lock_taken_in_a_destructor_and_around_a_call_cannot_deadlock) {
    std::mutex mutex;
    Counter destroyed{0};
    const auto make_capture = [&] {
        return std::shared_ptr<int>{new int{0}, [&](int* value) {
                                        const std::scoped_lock lock{mutex};
                                        destroyed.fetch_add(1);
                                        delete value;
                                    }};
    };
    weft::Fabric fabric;
    run_together(4, [&](std::size_t index) {
        for (int round = 0; round < 200; ++round) {
            if (index < 2) {
                weft::Connection connection = fabric.connect("on_step", [capture = make_capture()] {});
                fabric.call("on_step");
                connection.disconnect();
            } else {
                const std::scoped_lock lock{mutex};
                fabric.call("on_nothing");
            }
        }
    });
    fabric.call("on_step");
    BOOST_TEST(destroyed.load() == 400U);
}

BOOST_AUTO_TEST_CASE(a_lock_around_disconnect_and_in_its_handler_cannot_deadlock) {
    std::mutex mutex;
    Counter runs{0};
    weft::Fabric fabric;
    run_together(4, [&](std::size_t index) {
        for (int round = 0; round < 200; ++round) {
            if (index < 2) {
                fabric.call("on_step");
                continue;
            }
            weft::Connection connection = fabric.connect("on_step", [&] {
                const std::scoped_lock lock{mutex};
                runs.fetch_add(1);
            });
            {
                const std::scoped_lock lock{mutex};
                const weft::Block block = connection.block();
                connection.disconnect();  // does not wait for a handler that waits for the lock
            }
        }
    });
    BOOST_TEST(fabric.call("on_step") == 0U);
}

namespace {

/// Uses the fabric whenever it is copied or destroyed.
struct Meddling {
    weft::Fabric* fabric;

    explicit Meddling(weft::Fabric& of) : fabric(&of) {}
    Meddling(const Meddling& other) : fabric(other.fabric) { meddle(); }
    Meddling(Meddling&& other) noexcept : fabric(std::exchange(other.fabric, nullptr)) {}
    Meddling& operator=(const Meddling&) = delete;
    ~Meddling() { meddle(); }

    void meddle() const {
        if (fabric != nullptr) {
            weft::Connection one = fabric->connect(
                "on_step", [] {}, weft::named("meddling"), weft::before("one"));
            fabric->call("on_step");
            one.disconnect();
        }
    }
    bool operator()(const weft::Args& /*args*/) const { return true; }
};

}  // namespace

BOOST_AUTO_TEST_CASE(no_lock_is_held_where_what_is_ordered_is_copied_or_destroyed) {
    weft::Fabric fabric;
    fabric.connect(
        "on_step", [] {}, weft::named("one"));
    for (int round = 0; round < 3; ++round) {
        weft::Connection one = fabric.connect(
            "on_step", [mine = Meddling(fabric)] {}, weft::named("two"), weft::before("one"),
            weft::when(Meddling(fabric)));
        weft::Connection other = fabric.connect(
            "on_step", [mine = Meddling(fabric)] {}, weft::named("three"), weft::after("two"),
            weft::before("one"), weft::once);
        BOOST_TEST(fabric.call("on_step") == 3U);
        BOOST_CHECK_THROW(
            fabric.connect(
                "on_step", [mine = Meddling(fabric)] {}, weft::before("two"), weft::after("one")),
            weft::Error);
        one.disconnect_and_wait();
        BOOST_TEST(fabric.call("on_step") == 1U);
    }
}

BOOST_AUTO_TEST_CASE(the_last_owner_of_a_tracked_callback_may_go_while_an_order_is_worked_out) {
    struct Tracked {
        Meddling meddling;
        void on_step() {}
        WEFT_CALLBACK_INSIDE(Tracked, (on_step))
    };
    weft::Fabric fabric;
    fabric.connect(
        "on_step", [] {}, weft::named("one"));
    run_together(3, [&](std::size_t index) {
        for (int round = 0; round < 100; ++round) {
            if (index == 0) {
                auto tracked = std::make_shared<Tracked>(Tracked{Meddling(fabric)});
                fabric.add(std::weak_ptr<Tracked>(tracked), weft::before("one"));
                tracked.reset();
            } else {
                weft::Connection one = fabric.connect(
                    "on_step", [] {}, weft::named("two"), weft::before("one"));
                fabric.call("on_step");
                one.disconnect();
            }
        }
    });
    BOOST_TEST(fabric.call("on_step") == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
