// SPDX-License-Identifier: MIT
// Lets another run the handlers of a callback: later, on copies of the arguments that they take, in a thread of its choice.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/callback.hpp>

#include <functional>
#include <memory>

namespace weft::detail {

/// The run of a handler that a call has put off, with copies of the arguments that the handler takes.
class WEFT_API DeferredRun {
public:
    struct State;

    explicit DeferredRun(std::unique_ptr<State> state) noexcept;
    DeferredRun(DeferredRun&& other) noexcept;
    DeferredRun& operator=(DeferredRun&& other) noexcept;
    DeferredRun(const DeferredRun&) = delete;
    DeferredRun& operator=(const DeferredRun&) = delete;
    /// One that has not been run is dropped.
    ~DeferredRun();

    /// Whether its handler has been disconnected by its connection, and not by the end of the fabric: it is not to run.
    [[nodiscard]] bool is_disconnected() const noexcept;

    /// Runs the handler in this thread, unless it has been disconnected. Throws what the handler throws.
    void operator()();

private:
    std::unique_ptr<State> state_;
};

/// Decides when the handlers of a wrapped callback run. All members are called without any lock, several threads at once.
class WEFT_API Deferring {
public:
    Deferring() = default;
    Deferring(const Deferring&) = delete;
    Deferring& operator=(const Deferring&) = delete;

    /// Called by a call, in its thread, in place of the handler. What it throws counts as the handler's failure.
    virtual void defer(DeferredRun run) = 0;
    /// Called by a call for a handler that has to run in the thread of the call: runs it after all that was put off before.
    virtual void run_in_turn(const std::function<void()>& run) = 0;

    /// Called when the callback is registered, and when that registration has let go of it.
    virtual void begin() noexcept = 0;
    virtual void end() noexcept = 0;
    /// Drops the runs whose handlers have been disconnected.
    virtual void drop_disconnected() noexcept = 0;
    /// The fabric ends: returns when all has run that was put off.
    virtual void finish() noexcept = 0;

protected:
    ~Deferring() = default;
};

/// What a fabric is to keep of the callback so that `by` runs its handlers. `kept` is what was handed to the fabric in its
/// place. Where the callback is null or has expired, the object of the result is not alive.
WEFT_API RegisteredCallback defer(Callback callback, std::shared_ptr<Deferring> by, KeptObject kept);

}  // namespace weft::detail
