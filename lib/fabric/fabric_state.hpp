// SPDX-License-Identifier: MIT
// What a fabric is made of. It outlives the fabric where a call on it is still running.
#pragma once

#include "engine/hook_table.hpp"
#include "fabric/declarations.hpp"

#include <weft/failure.hpp>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>

namespace weft::detail {

using ErrorHandler = std::function<void(const Failure&)>;

struct FabricState {
    HookTable hooks;
    Declarations declarations;
    mutable Hook observers{HookName("observe")};  ///< Observers are handlers of a hook of their own.

    /// Whether a call has more to do than to run handlers: it is observed, or the fabric is strict.
    [[nodiscard]] bool is_watched() const noexcept { return is_watched_.load(std::memory_order_acquire); }

    /// Watches calls from here on.
    void watch();
    /// Stops watching if there is nothing to watch for: the last observer has gone. Called from inside a call, as what the
    /// engine lets go of meanwhile must not end under the lock.
    void watch_if_needed() const;

    [[nodiscard]] std::shared_ptr<const ErrorHandler> error_handler() const;
    void set_error_handler(std::shared_ptr<const ErrorHandler> handler);

private:
    mutable std::mutex mutex_;
    mutable std::atomic<bool> is_watched_ = false;
    std::shared_ptr<const ErrorHandler> error_handler_;
};

/// Deletes the state of a fabric that has been destroyed.
void end(FabricState* state) noexcept;

/// Disconnects everything, and ends the state at once or with the outermost call that is still in it.
void retire(FabricState* state) noexcept;

}  // namespace weft::detail
