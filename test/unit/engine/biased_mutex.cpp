// SPDX-License-Identifier: MIT
// The mutex alone: what it guards from many threads with hand-overs, who becomes its owner, and what the system may refuse. The
// ordinary one passes the same tests where they ask for no bias.
#include "in_child.hpp"
#include "run_together.hpp"
#include "watched_mutex.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <mutex>
#include <thread>
#include <tuple>
#include <vector>

#include <pthread.h>

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

BOOST_AUTO_TEST_SUITE(biased_mutex_tests)

namespace {

/// Threads take turns of very different lengths, so that the bias goes from one to the other; all count in one variable.
template <class Lock>
void torture(std::size_t threads, std::uint32_t rounds) {
    Lock mutex;
    std::uint64_t counted = 0;  // Not atomic: guarded by the mutex alone.
    std::array<std::uint64_t, 2> pair{};
    std::atomic<int> torn = 0;
    std::atomic<std::uint64_t> expected = 0;
    run_together(threads, [&](std::size_t index) {
        for (std::uint32_t round = 0; round < rounds; ++round) {
            const std::uint32_t row = (round + index) % 7 == 0 ? 3000 : (round + index) % 3 == 0 ? 200 : 1;
            for (std::uint32_t i = 0; i < row; ++i) {
                const std::scoped_lock lock(mutex);
                ++counted;
                torn += pair[0] == pair[1] ? 0 : 1;
                ++pair[0];
                std::atomic_signal_fence(std::memory_order_seq_cst);
                ++pair[1];
            }
            expected += row;
            if ((round + index) % 2 == 0) {
                std::this_thread::yield();
            }
        }
    });
    BOOST_TEST(counted == expected.load());
    BOOST_TEST(torn == 0);
}

}  // namespace

BOOST_AUTO_TEST_CASE(an_ordinary_mutex_lets_one_thread_in_at_a_time) {
    torture<OrdinaryMutex>(4, 100);
}

BOOST_AUTO_TEST_CASE(a_biased_mutex_lets_one_thread_in_at_a_time,
                     *boost::unit_test::precondition(CanBias())) {
    torture<BiasedMutex<Linux>>(4, 300);
    torture<BiasedMutex<Linux>>(2, 1000);
}

BOOST_AUTO_TEST_CASE(an_only_thread_takes_no_bias, *boost::unit_test::precondition(CanBias())) {
    const Outcome outcome = in_child(Stream::kept, Stream::kept, [] {
        BiasedMutex<Linux> mutex;
        lock_in_a_row(mutex, 1000);
        const bool was_only = weft::detail::is_only_thread();
        const bool was_own = mutex.is_own();
        const SecondThread second;
        lock_in_a_row(mutex, BiasedMutex<Linux>::first_row + 1);
        std::_Exit((!was_only || !was_own) && mutex.is_own() ? 0 : 1);
    });
    BOOST_TEST(outcome.status == 0);
}

BOOST_AUTO_TEST_CASE(a_thread_that_locks_in_a_row_becomes_the_owner,
                     *boost::unit_test::precondition(CanBias())) {
    const SecondThread second;
    BiasedMutex<Linux> mutex;
    lock_in_a_row(mutex, BiasedMutex<Linux>::first_row);
    BOOST_TEST(!mutex.is_own());
    lock_in_a_row(mutex, 1);
    BOOST_TEST(mutex.is_own());
}

BOOST_AUTO_TEST_CASE(a_thread_that_only_registers_does_not_keep_the_bias_for_good,
                     *boost::unit_test::precondition(CanBias())) {
    BiasedMutex<Linux> mutex;
    std::thread([&] { make_own(mutex); }).join();
    // The owner has ended; the bias is withdrawn, and after a longer row this thread has it.
    lock_in_a_row(mutex, 4 * BiasedMutex<Linux>::first_row);
    BOOST_TEST(!mutex.is_own());
    lock_in_a_row(mutex, 2);
    BOOST_TEST(mutex.is_own());
}

BOOST_AUTO_TEST_CASE(a_bias_comes_back_however_often_it_was_withdrawn,
                     *boost::unit_test::precondition(CanBias())) {
    const SecondThread second;
    BiasedMutex<Linux> mutex;
    for (int withdrawals = 0; withdrawals < 12; ++withdrawals) {
        lock_in_a_row(mutex, BiasedMutex<Linux>::longest_row + 2);
        BOOST_TEST(mutex.is_own());
        std::thread([&] { lock_in_a_row(mutex, 1); }).join();
        BOOST_TEST(!mutex.is_own());
    }
}

BOOST_AUTO_TEST_CASE(a_thread_holds_several_mutexes_of_its_own, *boost::unit_test::precondition(CanBias())) {
    const SecondThread second;
    std::array<BiasedMutex<Linux>, 3> mutexes;
    for (auto& mutex : mutexes) {
        make_own(mutex);
    }
    std::uint64_t counted = 0;
    run_together(3, [&](std::size_t index) {
        for (int i = 0; i < 20000; ++i) {
            // The first alone guards; the others are taken inside, and by others at the same time.
            const std::scoped_lock first(mutexes[0]);
            ++counted;
            const std::scoped_lock inner(mutexes[1 + index % 2]);
        }
    });
    BOOST_TEST(counted == 60000U);
}

BOOST_AUTO_TEST_CASE(numbers_of_threads_are_never_used_again) {
    std::vector<std::uint64_t> numbers;
    for (int i = 0; i < 100; ++i) {
        std::thread([&] { numbers.push_back(weft::detail::thread_number()); }).join();
    }
    for (std::size_t i = 1; i < numbers.size(); ++i) {
        BOOST_TEST(numbers[i] > numbers[i - 1]);
    }
}

BOOST_AUTO_TEST_CASE(a_thread_that_ends_gives_its_record_back, *boost::unit_test::precondition(CanBias())) {
    // More than there are records, one thread after another.
    int owners = 0;
    for (int i = 0; i < 1100; ++i) {
        std::thread([&] { owners += weft::detail::become_owner() != nullptr ? 1 : 0; }).join();
    }
    BOOST_TEST(owners == 1100);
}

using MutexTypes = std::tuple<OrdinaryMutex, BiasedMutex<Linux>>;

BOOST_AUTO_TEST_CASE_TEMPLATE(a_thread_that_waits_for_the_mutex_is_cancelled_only_afterwards, Lock,
                              MutexTypes) {
    if (!CanBias()(0)) {
        return;
    }
    struct Shared {
        Lock mutex;
        Gate begun;
        bool has_locked = false;

        static void* enter(void* self) {
            auto& shared = *static_cast<Shared*>(self);
            shared.begun.open();
            {
                const std::scoped_lock lock(shared.mutex);
                shared.has_locked = true;
            }
            ::pthread_testcancel();
            return nullptr;
        }
    };
    Shared shared;
    const SecondThread second;
    shared.mutex.lock();
    pthread_t thread{};
    BOOST_TEST_REQUIRE(::pthread_create(&thread, nullptr, &Shared::enter, &shared) == 0);
    shared.begun.wait();
    ::pthread_cancel(thread);
    shared.mutex.unlock();
    void* result = nullptr;
    ::pthread_join(thread, &result);
    BOOST_TEST((result == PTHREAD_CANCELED));
    BOOST_TEST(shared.has_locked);
    lock_in_a_row(shared.mutex, 1);
}

namespace {

/// From here on the system refuses membarrier to this process, as a sandbox does.
bool forbid_membarrier() {
    std::array<sock_filter, 4> program{
        sock_filter BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
        sock_filter BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_membarrier, 0, 1),
        sock_filter BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
        sock_filter BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const sock_fprog filter{static_cast<unsigned short>(program.size()), program.data()};
    return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

/// That it has come to its end; 77 says that it could not forbid it.
void check_where_forbidden(const Outcome& outcome) {
    if (WIFEXITED(outcome.status) && WEXITSTATUS(outcome.status) == 77) {
        BOOST_TEST_MESSAGE("SKIPPED: forbids a system call, but this system has no filters for them");
    } else {
        BOOST_TEST(outcome.status == 0);
    }
}

/// What `prepare_bias` finds out, for a process in which the system has begun to refuse.
struct Refused {
    static bool can_bias() noexcept { return weft::detail::register_barrier(); }
    static void barrier() noexcept { std::_Exit(4); }
    static constexpr void at(MutexStep) noexcept {}
};

}  // namespace

BOOST_AUTO_TEST_CASE(where_membarrier_is_forbidden_no_mutex_is_biased,
                     *boost::unit_test::precondition(CanBias())) {
    const Outcome outcome = in_child(Stream::kept, Stream::kept, [] {
        if (!forbid_membarrier()) {
            std::_Exit(77);
        }
        BiasedMutex<Refused> mutex;
        std::uint64_t counted = 0;
        run_together(2, [&](std::size_t) {
            for (int i = 0; i < 10000; ++i) {
                const std::scoped_lock lock(mutex);
                ++counted;
                if (mutex.is_own()) {
                    std::_Exit(5);
                }
            }
        });
        std::_Exit(counted == 20000 ? 0 : 6);
    });
    check_where_forbidden(outcome);
}

BOOST_AUTO_TEST_CASE(a_bias_is_withdrawn_also_where_membarrier_was_forbidden_meanwhile,
                     *boost::unit_test::precondition(CanBias())) {
    const Outcome outcome = in_child(Stream::kept, Stream::kept, [] {
        BiasedMutex<Linux> mutex;
        std::uint64_t counted = 0;
        Gate own;
        Gate forbidden;
        std::thread owner([&] {
            lock_in_a_row(mutex, BiasedMutex<Linux>::first_row + 1);
            if (!mutex.is_own()) {
                std::_Exit(5);
            }
            own.open();
            forbidden.wait();
            for (int i = 0; i < 10000; ++i) {
                const std::scoped_lock lock(mutex);
                ++counted;
            }
        });
        own.wait();
        if (!forbid_membarrier()) {
            std::_Exit(77);
        }
        forbidden.open();
        for (int i = 0; i < 10000; ++i) {
            const std::scoped_lock lock(mutex);
            ++counted;
        }
        owner.join();
        std::_Exit(counted == 20000 ? 0 : 6);
    });
    check_where_forbidden(outcome);
}

BOOST_AUTO_TEST_SUITE_END()
