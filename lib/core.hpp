// SPDX-License-Identifier: MIT
// What a fabric is made of. It outlives the fabric where a call on it is still running.
#pragma once

#include <weft/failure.hpp>

#include "declarations.hpp"
#include "hook_table.hpp"

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>

namespace weft::detail {

using ErrorHandler = std::function<void(const Failure&)>;

struct Core {
    HookTable hooks;
    Declarations declarations;
    mutable Hook observers{HookName("observe")};

    /// Whether a call has more to do than to run handlers: it is observed, or the fabric is strict.
    [[nodiscard]] bool is_watched() const noexcept { return is_watched_.load(std::memory_order_acquire); }

    /// Watches calls from here on.
    void watch() {
        const std::lock_guard lock(mutex_);
        is_watched_.store(true, std::memory_order_release);
    }
    /// Stops watching if there is nothing to watch for: the last observer has gone.
    void watch_if_needed() const {
        if (!declarations.is_strict()) {
            const std::lock_guard lock(mutex_);
            is_watched_.store(declarations.is_strict() || !observers.signal.empty(),
                              std::memory_order_release);
        }
    }

    std::shared_ptr<const ErrorHandler> error_handler() const {
        const std::lock_guard lock(mutex_);
        return error_handler_;
    }
    void set_error_handler(std::shared_ptr<const ErrorHandler> handler) {
        const std::lock_guard lock(mutex_);
        error_handler_.swap(handler);  // The one before ends with the parameter, after the lock.
    }

private:
    mutable std::mutex mutex_;
    mutable std::atomic<bool> is_watched_ = false;
    std::shared_ptr<const ErrorHandler> error_handler_;
};

/// Disconnects everything, and ends the core at once or with the outermost call that is still in it.
void retire(Core* core) noexcept;

}  // namespace weft::detail
