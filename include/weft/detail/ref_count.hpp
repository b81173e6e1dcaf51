// SPDX-License-Identifier: MIT
// A reference count that is atomic only where the program may have a second thread.
#pragma once

#include <weft/detail/export.hpp>

#include <atomic>
#include <cstdint>

namespace weft::detail {

/// Whether this is the program's only thread, as far as the C library knows: then no operation needs to be atomic. It turns
/// false before a second thread starts. std::shared_ptr of libstdc++ asks the same.
inline bool is_only_thread() noexcept {
    return WEFT_DETAIL_IS_ONLY_THREAD;
}

/// Counts from 0. Any thread may change it.
class RefCount {
public:
    /// Returns the count before.
    std::uint32_t increment() noexcept {
        if (is_only_thread()) {
            const std::uint32_t before = value_.load(std::memory_order_relaxed);
            value_.store(before + 1, std::memory_order_relaxed);
            return before;
        }
        return value_.fetch_add(1, std::memory_order_relaxed);
    }
    /// Counts one more unless the count is 0; false then.
    bool increment_unless_zero() noexcept {
        std::uint32_t before = value_.load(std::memory_order_relaxed);
        if (is_only_thread()) {
            value_.store(before != 0 ? before + 1 : 0, std::memory_order_relaxed);
            return before != 0;
        }
        while (before != 0 && !value_.compare_exchange_weak(before, before + 1, std::memory_order_acquire,
                                                            std::memory_order_relaxed)) {
        }
        return before != 0;
    }
    /// Returns the count that is left. Who gets 0 sees all that other threads did before they decremented.
    std::uint32_t decrement() noexcept {
        if (is_only_thread()) {
            const std::uint32_t left = value_.load(std::memory_order_relaxed) - 1;
            value_.store(left, std::memory_order_relaxed);
            return left;
        }
        return value_.fetch_sub(1, std::memory_order_acq_rel) - 1;
    }

private:
    std::atomic<std::uint32_t> value_ = 0;
};

}  // namespace weft::detail
