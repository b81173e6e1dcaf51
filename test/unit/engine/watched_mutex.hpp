// SPDX-License-Identifier: MIT
// What the tests of the mutex alone share: a mutex whose steps a test watches, and when there is a bias to test.
#pragma once

#include "engine/biased_mutex.hpp"
#include "engine/mutex.hpp"
#include "engine/ordinary_mutex.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>

using weft::detail::BiasedMutex;
using weft::detail::Linux;
using weft::detail::MutexStep;
using weft::detail::OrdinaryMutex;

/// Like `Linux`, but tells the thread's own function of each step.
struct Watched {
    static bool can_bias() noexcept { return Linux::can_bias(); }
    static void barrier() noexcept { Linux::barrier(); }
    static void at(MutexStep step) noexcept {
        if (watch != nullptr) {
            (*watch)(step);
        }
    }
    static inline thread_local const std::function<void(MutexStep)>* watch = nullptr;
};
using WatchedMutex = BiasedMutex<Watched>;

/// Can be opened once; may be waited for before and after.
class Gate {
public:
    void open() {
        is_open_ = true;
        is_open_.notify_all();
    }
    void wait() const { is_open_.wait(false); }
    [[nodiscard]] bool is_open() const { return is_open_; }

private:
    std::atomic<bool> is_open_ = false;
};

/// Another thread of the process, so that the library does not take this for the only one.
class SecondThread {
public:
    SecondThread() : thread_([this] { end_.wait(); }) {}
    SecondThread(const SecondThread&) = delete;
    SecondThread& operator=(const SecondThread&) = delete;
    ~SecondThread() {
        end_.open();
        thread_.join();
    }

private:
    Gate end_;
    std::thread thread_;
};

/// ThreadSanitizer would take for a race what the biased mutex orders; and without the system's barrier there is no bias.
struct CanBias {
    boost::test_tools::assertion_result operator()(boost::unit_test::test_unit_id /*unit*/) const {
        weft::detail::prepare_bias();
        boost::test_tools::assertion_result can(weft::detail::can_bias_mutex && Linux::can_bias());
        can.message() << "no barrier in all threads here";
        return can;
    }
};

template <class Lock>
void lock_in_a_row(Lock& mutex, std::uint32_t times) {
    for (std::uint32_t i = 0; i < times; ++i) {
        const std::scoped_lock lock(mutex);
    }
}

/// Makes this thread the owner of a mutex whose bias was not withdrawn yet.
template <class Lock>
void make_own(Lock& mutex) {
    lock_in_a_row(mutex, Lock::first_row + 1);
    BOOST_TEST_REQUIRE(mutex.is_own());
}
