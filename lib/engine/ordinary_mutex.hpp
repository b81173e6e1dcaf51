// SPDX-License-Identifier: MIT
// The mutex where none can be biased: see engine/mutex.hpp. Unless two threads meet at it, locking calls no function. If they
// do, the second one sleeps at once and does not spin, as in engine/biased_mutex.hpp.
#pragma once

#include <weft/detail/export.hpp>
#include <weft/detail/ref_count.hpp>

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>

#include <pthread.h>

namespace weft::detail {

/// Not recursive. While the program has one thread, it is locked and unlocked without atomic exchanges.
class OrdinaryMutex {
public:
    OrdinaryMutex() noexcept = default;
    OrdinaryMutex(const OrdinaryMutex&) = delete;
    OrdinaryMutex& operator=(const OrdinaryMutex&) = delete;
    ~OrdinaryMutex() = default;

    void lock() noexcept {
        if (is_only_thread()) {
            state_.store(locked, std::memory_order_relaxed);
        } else if (!try_lock()) [[unlikely]] {
            wait_and_lock();
        }
    }
    bool try_lock() noexcept {
        std::uint32_t expected = free;
        return state_.compare_exchange_strong(expected, locked, std::memory_order_acquire,
                                              std::memory_order_relaxed);
    }
    void unlock() noexcept {
        if (is_only_thread()) {
            state_.store(free, std::memory_order_relaxed);
        } else if (state_.exchange(free, std::memory_order_release) == contended) [[unlikely]] {
            wake();
        }
    }

private:
    static constexpr std::uint32_t free = 0;
    static constexpr std::uint32_t locked = 1;
    static constexpr std::uint32_t contended = 2;

    // Not inlined, so that `lock` and `unlock` are short enough to be inlined into Signals2's functions. A thread that waits
    // marks the mutex as contended before each sleep, so that whoever unlocks it wakes one.
    WEFT_DETAIL_COLD void wait_and_lock() noexcept {
        // To wait for a condition is a point of cancellation, but an exception must not leave `lock`.
        int before = 0;
        ::pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &before);
        sleep_and_lock();
        ::pthread_setcancelstate(before, nullptr);
    }
    void sleep_and_lock() noexcept {
        std::unique_lock asleep(sleepers_);
        while (state_.exchange(contended, std::memory_order_acquire) != free) {
            is_free_.wait(asleep);
        }
    }
    WEFT_DETAIL_COLD void wake() noexcept {
        // Waits until a thread that has just found the mutex locked is asleep: it would miss the notification.
        { const std::lock_guard awake(sleepers_); }
        is_free_.notify_one();
    }

    std::atomic<std::uint32_t> state_ = free;
    std::mutex sleepers_;
    std::condition_variable is_free_;
};

}  // namespace weft::detail
