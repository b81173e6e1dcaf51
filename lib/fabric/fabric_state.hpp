// SPDX-License-Identifier: MIT
// The state of a fabric: its hooks, declarations and observers. It outlives a fabric that is destroyed during a call on it.
#pragma once

#include "engine/hook_table.hpp"
#include "fabric/declarations.hpp"
#include "fabric/observer_list.hpp"

#include <weft/detail/handlers/hooks_of.hpp>
#include <weft/failure.hpp>

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace weft::detail {

using ErrorHandler = std::function<void(const Failure&)>;

/// Owned by the fabric, and by `retire` once the fabric is destroyed. Any thread may use it.
struct FabricState {
    /// Locked while something is registered, and while the order of a hook is worked out: see lib/engine/order.hpp. First, as
    /// hooks refer to it.
    std::mutex registering;
    std::int64_t registered =
        0;  ///< How many registrations have asked for an order so far. Guarded by `registering`.

    HookTable hooks;
    Declarations declarations;
    mutable Hook observers{HookName("observe")};  ///< Observers are its handlers; no call by name finds it.
    ObserverList observer_list;

    /// Set by `retire`: the fabric was destroyed during a call, and no handler of it runs any more.
    std::atomic<bool> has_ended = false;

    /// Whether a call has more to do than to run handlers: the fabric is strict, or there may be observers.
    [[nodiscard]] bool is_watched() const noexcept { return is_watched_.load(std::memory_order_acquire); }

    /// Makes `is_watched` true; called by `strict` and `observe`.
    void watch();
    /// Makes `is_watched` false if the fabric is not strict and the last observer has gone. Called with a call's frame on the
    /// stack: Signals2 may destroy slots when it is asked for observers, and the frame gathers the registrations, whose
    /// objects must not be destroyed while the mutex is locked.
    void watch_if_needed() const;

    /// The function that `on_error` has set, or null. The caller keeps it alive while it runs.
    [[nodiscard]] std::shared_ptr<const ErrorHandler> error_handler() const;
    void set_error_handler(std::shared_ptr<const ErrorHandler> handler);

    /// What is told when the fabric ends, unless it has gone before. `alive` is empty until then.
    struct KeptEnding {
        std::weak_ptr<Ending> tracked;
        std::shared_ptr<Ending> alive;
    };
    using Endings = std::vector<KeptEnding>;
    void add_ending(std::weak_ptr<Ending> ending);
    /// Those that are still there, kept alive.
    [[nodiscard]] Endings take_endings() noexcept;

private:
    mutable std::mutex mutex_;
    mutable std::atomic<bool> is_watched_ = false;
    std::shared_ptr<const ErrorHandler> error_handler_;
    Endings endings_;
};

/// Deletes the state of a fabric that has been destroyed, when no call of this thread is in it.
void end(FabricState* state) noexcept;

/// Called when the fabric is destroyed: disconnects everything, and deletes the state at once or, if this thread is in a call
/// on the fabric, at the end of the outermost one.
void retire(FabricState* state) noexcept;

}  // namespace weft::detail
