// SPDX-License-Identifier: MIT
// A thread that is cancelled inside a handler ends, and leaves the fabric usable. No function of the user's may keep it.
#include "guarantees/at_end.hpp"

#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <functional>
#include <utility>

#include <pthread.h>

BOOST_AUTO_TEST_SUITE(cancellation_tests)

namespace {

/// Runs the function in a thread, which is cancelled once it says that it has begun. Whether it ended by that.
class Cancelled {
public:
    std::atomic<bool> has_begun = false;
    std::atomic<bool> has_gone_on = false;

    /// What the function calls to be cancelled in.
    [[noreturn]] void wait_for_the_end() {
        has_begun = true;
        has_begun.notify_all();
        for (;;) {
            ::pthread_testcancel();
        }
    }

    bool run(std::function<void()> function) {
        function_ = std::move(function);
        pthread_t thread{};
        if (::pthread_create(&thread, nullptr, &enter, this) != 0) {
            return false;
        }
        has_begun.wait(false);
        ::pthread_cancel(thread);
        void* result = nullptr;
        ::pthread_join(thread, &result);
        return result == PTHREAD_CANCELED && !has_gone_on;
    }

private:
    static void* enter(void* self) {
        auto& cancelled = *static_cast<Cancelled*>(self);
        cancelled.function_();
        cancelled.has_gone_on = true;
        return nullptr;
    }

    std::function<void()> function_;
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_cancelled_handler_is_no_failure_that_on_error_could_keep) {
    for (const bool is_observed : {false, true}) {
        Cancelled cancelled;
        bool has_failed = false;
        bool is_ending = true;
        weft::Fabric fabric;
        fabric.on_error([&has_failed](const weft::Failure&) { has_failed = true; });
        weft::Connection observer;
        if (is_observed) {
            observer = fabric.observe([](const weft::Event&) {});
        }
        fabric.connect("on_step", [&] {
            if (is_ending) {
                cancelled.wait_for_the_end();
            }
        });
        BOOST_TEST(cancelled.run([&fabric] { fabric.call("on_step"); }));
        BOOST_TEST(!has_failed);
        is_ending = false;
        BOOST_TEST(fabric.call("on_step") == 1U);
    }
}

BOOST_AUTO_TEST_CASE(a_cancelled_body_unwinds_the_handlers_around_it_and_is_nobodys_failure) {
    for (const bool is_observed : {false, true}) {
        Cancelled cancelled;
        int failures = 0;
        int unwound = 0;
        weft::Fabric fabric;
        fabric.on_error([&failures](const weft::Failure&) { ++failures; });
        weft::Connection observer;
        if (is_observed) {
            observer = fabric.observe([](const weft::Event&) {});
        }
        const weft::Connection guard = fabric.connect("around_step", [&unwound](const weft::Next& next) {
            const AtEnd at_end([&unwound] { ++unwound; });
            next();
        });
        fabric.connect("around_step", [&unwound](const weft::Next& next) {
            const AtEnd at_end([&unwound] { ++unwound; });
            next();
        });
        BOOST_TEST(cancelled.run(
            [&] { fabric.around("around_step", [&cancelled] { cancelled.wait_for_the_end(); }); }));
        BOOST_TEST(unwound == 2);
        BOOST_TEST(failures == 0);
        guard.disconnect_and_wait();  // The cancelled run has given it up.
        BOOST_TEST(fabric.around("around_step", [] {}));
    }
}

BOOST_AUTO_TEST_CASE(a_courier_does_not_keep_a_cancellation) {
    Cancelled cancelled;
    weft::Courier courier;
    BOOST_TEST(cancelled.run(
        [&] { static_cast<void>(courier.run([&cancelled] { cancelled.wait_for_the_end(); })); }));
    BOOST_TEST(!courier.has_failed());
}

BOOST_AUTO_TEST_CASE(a_thread_that_is_being_cancelled_finds_base_classes) {
    struct Animal {
        int legs = 4;
    };
    struct Named {
        virtual ~Named() = default;
    };
    struct Dog : Named, Animal {};
    struct Mule : virtual Named, virtual Animal {};
    weft::Fabric fabric;
    int legs = 0;
    fabric.connect("on_step", [&legs](const Animal& animal) { legs += animal.legs; });
    Cancelled cancelled;
    const bool was_cancelled = cancelled.run([&] {
        struct Leaving {
            const weft::Fabric& fabric;
            // While the thread unwinds, in a shape and with a class that no plan knows, and then in a known one.
            ~Leaving() {
                fabric.call("on_step", Mule());
                fabric.call("on_step", Mule());
            }
        } const leaving{fabric};
        // Asked to end, and not yet ended.
        ::pthread_cancel(::pthread_self());
        fabric.call("on_step", Dog());
        fabric.call("on_step", Dog());
        cancelled.wait_for_the_end();
    });
    BOOST_TEST(was_cancelled);
    BOOST_TEST(legs == 16);
}

BOOST_AUTO_TEST_SUITE_END()
