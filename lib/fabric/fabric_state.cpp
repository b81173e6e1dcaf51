// SPDX-License-Identifier: MIT
// The life of what a fabric is made of: who watches its calls, and how it ends.
#include "fabric/fabric_state.hpp"

#include "fabric/call.hpp"

namespace weft::detail {

void FabricState::watch() {
    const std::lock_guard lock(mutex_);
    is_watched_.store(true, std::memory_order_release);
}

void FabricState::watch_if_needed() const {
    if (!declarations.is_strict()) {
        const std::lock_guard lock(mutex_);
        is_watched_.store(declarations.is_strict() || !observers.signal.empty(), std::memory_order_release);
    }
}

std::shared_ptr<const ErrorHandler> FabricState::error_handler() const {
    const std::lock_guard lock(mutex_);
    return error_handler_;
}

void FabricState::set_error_handler(std::shared_ptr<const ErrorHandler> handler) {
    const std::lock_guard lock(mutex_);
    error_handler_.swap(handler);  // The one before ends with the parameter, after the lock.
}

void end(FabricState* state) noexcept {
    const ChangeScope change;
    delete state;
}

void retire(FabricState* state) noexcept {
    {
        // Here and not with the signals' end: another thread may hold on to a part of one while it looks at a connection.
        const ChangeScope change;
        state->hooks.for_each([](Hook& hook) { hook.signal.disconnect_all_slots(); });
        state->observers.signal.disconnect_all_slots();
    }
    Frame* outermost = nullptr;
    for (Frame* frame = innermost_frame(); frame != nullptr; frame = frame->outer) {
        if (frame->fabric == state) {
            outermost = frame;
        }
    }
    if (outermost != nullptr) {
        // Whatever else is inside a fabric has been begun by one of its calls.
        static_cast<FabricCall*>(outermost)->doomed = state;
    } else {
        end(state);
    }
}

}  // namespace weft::detail
