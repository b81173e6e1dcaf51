// SPDX-License-Identifier: MIT
// The withdrawal of a bias at each step of the thread that has it and of the thread that wants it, and a fork there.
#include "in_child.hpp"
#include "run_together.hpp"
#include "watched_mutex.hpp"

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>

#include <unistd.h>

BOOST_AUTO_TEST_SUITE(biased_mutex_steps_tests)

/// The owner stops at a step of its own. Until it goes on the other thread either has the mutex, where the owner is not in
/// it, or sleeps.
BOOST_AUTO_TEST_CASE(a_bias_is_withdrawn_at_each_step_of_its_owner,
                     *boost::unit_test::precondition(CanBias())) {
    for (const MutexStep stop : {MutexStep::entered, MutexStep::locked, MutexStep::left}) {
        WatchedMutex mutex;
        Gate stopped;
        Gate go_on;
        Gate asleep;
        Gate taken;
        int inside = 0;
        int most = 0;
        const auto count = [&] {
            most = ++inside > most ? inside : most;
            --inside;
        };
        std::thread owner([&] {
            make_own(mutex);
            const std::function<void(MutexStep)> watch = [&](MutexStep step) {
                if (step == stop && !stopped.is_open()) {
                    stopped.open();
                    go_on.wait();
                }
            };
            Watched::watch = &watch;
            const auto once_more = [&] {
                const std::scoped_lock lock(mutex);
                count();
            };
            once_more();
            once_more();
            Watched::watch = nullptr;
        });
        std::thread other([&] {
            stopped.wait();
            const std::function<void(MutexStep)> watch = [&](MutexStep step) {
                if (step == MutexStep::asleep) {
                    asleep.open();
                }
            };
            Watched::watch = &watch;
            const std::scoped_lock lock(mutex);
            count();
            Watched::watch = nullptr;
            taken.open();
        });
        if (stop == MutexStep::left) {
            taken.wait();
        } else {
            asleep.wait();
            BOOST_TEST(!taken.is_open());
        }
        go_on.open();
        owner.join();
        other.join();
        BOOST_TEST(taken.is_open());
        BOOST_TEST(most == 1);
    }
}

/// The thread that wants the mutex stops at a step of its own, while the owner goes on locking and a third thread does the
/// whole withdrawal again.
BOOST_AUTO_TEST_CASE(a_withdrawal_may_stop_at_each_step, *boost::unit_test::precondition(CanBias())) {
    for (const MutexStep stop :
         {MutexStep::counted, MutexStep::withdrawn, MutexStep::passed, MutexStep::out}) {
        WatchedMutex mutex;
        Gate own;
        Gate stopped;
        Gate go_on;
        std::uint64_t counted = 0;
        std::thread owner([&] {
            make_own(mutex);
            own.open();
            stopped.wait();
            for (int i = 0; i < 1000; ++i) {
                const std::scoped_lock lock(mutex);
                ++counted;
            }
            // One who has been slow keeps others from a bias, for which his barrier would have come too early.
            BOOST_TEST(mutex.is_own() == (stop == MutexStep::counted));
            std::thread([&] {
                for (int i = 0; i < 1000; ++i) {
                    const std::scoped_lock lock(mutex);
                    ++counted;
                }
                BOOST_TEST(!mutex.is_own());
            }).join();
            go_on.open();
        });
        std::thread other([&] {
            own.wait();
            const std::function<void(MutexStep)> watch = [&](MutexStep step) {
                if (step == stop && !stopped.is_open()) {
                    stopped.open();
                    go_on.wait();
                }
            };
            Watched::watch = &watch;
            for (int i = 0; i < 1000; ++i) {
                const std::scoped_lock lock(mutex);
                ++counted;
            }
            Watched::watch = nullptr;
        });
        owner.join();
        other.join();
        BOOST_TEST(counted == 3000U);
    }
}

namespace {

/// Not under qemu-user, where the child of a process that has several threads ends when it makes one.
bool child_makes_threads() {
    Gate end;
    std::thread other([&end] { end.wait(); });
    const Outcome outcome = in_child(Stream::kept, Stream::kept, [] { std::thread([] {}).join(); });
    end.open();
    other.join();
    return outcome.status == 0;
}

}  // namespace

/// The child has a copy of the mutex, but not the thread that owns it or was about to withdraw it.
BOOST_AUTO_TEST_CASE(a_child_forked_at_each_step_locks_what_no_thread_had_locked,
                     *boost::unit_test::precondition(CanBias())) {
    const bool makes_threads = child_makes_threads();
    if (!makes_threads) {
        BOOST_TEST_MESSAGE("SKIPPED: locks in threads of a forked child, which cannot make any here");
    }
    const auto child_locks = [makes_threads](WatchedMutex& mutex) {
        return in_child(Stream::kept, Stream::kept, [&] {
                   ::alarm(60);  // A child that sleeps for ever is a failure, not a hang.
                   lock_in_a_row(mutex, 1000);
                   if (makes_threads) {
                       run_together(2, [&](std::size_t) { lock_in_a_row(mutex, 1000); });
                   }
               }).status == 0;
    };
    {
        WatchedMutex mutex;
        Gate own;
        Gate end;
        std::thread owner([&] {
            make_own(mutex);
            own.open();
            end.wait();
        });
        own.wait();
        BOOST_TEST(child_locks(mutex));
        end.open();
        owner.join();
    }
    for (const MutexStep stop :
         {MutexStep::counted, MutexStep::withdrawn, MutexStep::passed, MutexStep::out}) {
        WatchedMutex mutex;
        Gate stopped;
        Gate go_on;
        make_own(mutex);
        std::thread other([&] {
            const std::function<void(MutexStep)> watch = [&](MutexStep step) {
                if (step == stop && !stopped.is_open()) {
                    stopped.open();
                    go_on.wait();
                }
            };
            Watched::watch = &watch;
            lock_in_a_row(mutex, 1);
            Watched::watch = nullptr;
        });
        stopped.wait();
        BOOST_TEST(child_locks(mutex));
        go_on.open();
        other.join();
    }
}

BOOST_AUTO_TEST_SUITE_END()
