// SPDX-License-Identifier: MIT
// A call on a fabric. If a handler destroys the fabric meanwhile, the call keeps the fabric's state until its end.
#pragma once

#include "engine/emission.hpp"
#include "fabric/fabric_state.hpp"

namespace weft::detail {

/// Lives on the stack of the thread that calls, in the scope of its frame.
struct FabricCall : Emission {
    const FabricState& state;
    /// The state of a fabric that was destroyed during this call, the outermost one that this thread has made on it. Set by
    /// `retire`, and deleted by `EndDoomed`.
    FabricState* doomed = nullptr;

    FabricCall(const FabricState& of, const View& arguments, Hook* on, Sink* to) noexcept
        : Emission(arguments, on, to), state(of) {
        fabric = &of;
    }

    /// False also where the handler has been disconnected or blocked, or the fabric destroyed, since its turn came: by the
    /// function of a lazy argument, or by an observer.
    bool begin_run(Handler& handler) override;

    /// Counts the failure, tells observers, and gives the exception to the function that `on_error` has set. Without one it
    /// rethrows.
    void handle_failure(Handler& handler) override;

protected:
    [[nodiscard]] bool may_run(const Handler& handler) const noexcept;
};

/// Destroys the state of a fabric after the call that was inside it when the fabric ended. Declared before the call's
/// `FrameScope`, so that it acts after the frame has been left.
struct EndDoomed {
    FabricCall& call;

    ~EndDoomed() {
        if (call.doomed != nullptr) [[unlikely]] {
            end(call.doomed);
        }
    }
};

}  // namespace weft::detail
