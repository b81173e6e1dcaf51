// SPDX-License-Identifier: MIT
// The engine's mutex: one word, no call into the system unless two threads meet. It waits in the kernel instead of
// spinning, so a thread of low priority that holds it cannot keep one of high priority busy.
#pragma once

#include <weft/detail/count.hpp>

#include <atomic>
#include <cstdint>

namespace weft::detail {

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

    // Apart, so that the rest is short enough to be part of the engine's functions.
    [[gnu::cold, gnu::noinline]] void wait_and_lock() noexcept {
        while (state_.exchange(contended, std::memory_order_acquire) != free) {
            state_.wait(contended, std::memory_order_relaxed);
        }
    }
    [[gnu::cold, gnu::noinline]] void wake() noexcept { state_.notify_one(); }

    std::atomic<std::uint32_t> state_ = free;
};

}  // namespace weft::detail
