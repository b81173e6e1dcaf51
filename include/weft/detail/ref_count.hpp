// SPDX-License-Identifier: MIT
// A count of holders that is atomic only where there can be a second thread.
#pragma once

#include <atomic>
#include <cstdint>

#include <ext/atomicity.h>

namespace weft::detail {

/// Whether this is the program's only thread, as far as the C library tells: then no operation need be atomic. It turns
/// false before a second thread starts. What std::shared_ptr asks too.
inline bool is_only_thread() noexcept {
    return __gnu_cxx::__is_single_threaded();
}

class RefCount {
public:
    /// The count before.
    std::uint32_t increment() noexcept {
        if (is_only_thread()) {
            const std::uint32_t before = value_.load(std::memory_order_relaxed);
            value_.store(before + 1, std::memory_order_relaxed);
            return before;
        }
        return value_.fetch_add(1, std::memory_order_relaxed);
    }
    /// The count that is left. What others did before they decremented has happened before.
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
