// SPDX-License-Identifier: MIT
// The mutex with which Signals2 guards a signal here. Unless two threads meet at it, locking calls no function. If they do,
// the second one sleeps at once and does not spin: spinning threads would hand the mutex back and forth at each slot, and
// one of high priority could spin for ever while the owner, of low priority, does not get the processor.
#pragma once

#include <weft/detail/ref_count.hpp>

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace weft::detail {

/// Not recursive. While the program has one thread, it is locked and unlocked without atomic exchanges.
class Mutex {
public:
    Mutex() noexcept = default;
    Mutex(const Mutex&) = delete;
    Mutex& operator=(const Mutex&) = delete;
    ~Mutex() = default;

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
    [[gnu::cold, gnu::noinline]] void wait_and_lock() noexcept {
        std::unique_lock asleep(sleepers_);
        while (state_.exchange(contended, std::memory_order_acquire) != free) {
            is_free_.wait(asleep);
        }
    }
    [[gnu::cold, gnu::noinline]] void wake() noexcept {
        // Waits until a thread that has just found the mutex locked is asleep: it would miss the notification.
        { const std::lock_guard awake(sleepers_); }
        is_free_.notify_one();
    }

    std::atomic<std::uint32_t> state_ = free;
    std::mutex sleepers_;
    std::condition_variable is_free_;
};

}  // namespace weft::detail
