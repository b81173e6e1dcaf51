// SPDX-License-Identifier: MIT
// The state of a fabric: whether its calls are watched, what handles exceptions, and how the state ends.
#include "fabric/fabric_state.hpp"

#include "engine/order.hpp"
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
    error_handler_.swap(handler);  // The previous function is destroyed with the parameter, after the lock.
}

void FabricState::add_ending(std::weak_ptr<Ending> ending) {
    const std::lock_guard lock(mutex_);
    std::erase_if(endings_, [](const KeptEnding& one) { return one.tracked.expired(); });
    endings_.push_back({std::move(ending), nullptr});
}

FabricState::Endings FabricState::take_endings() noexcept {
    Endings taken;
    {
        const std::lock_guard lock(mutex_);
        taken.swap(endings_);
    }
    for (KeptEnding& one : taken) {
        one.alive = one.tracked.lock();
    }
    return taken;
}

void end(FabricState* state) noexcept {
    const ChangeScope change;
    delete state;
}

void retire(FabricState* state) noexcept {
    state->has_ended.store(true, std::memory_order_relaxed);
    // Kept until they have finished: once everything is disconnected, nothing else may keep them.
    FabricState::Endings endings = state->take_endings();
    {
        // Not left to the destructors of the signals: another thread that looks at a connection may keep a part of a signal
        // beyond them, and with it the slots.
        const ChangeScope change;
        state->hooks.for_each([](Hook& hook) {
            hook.signal.disconnect_all_slots();
            if (hook.order != nullptr) {
                hook.order->disconnect();
            }
        });
        state->observers.signal.disconnect_all_slots();
    }
    for (const FabricState::KeptEnding& one : endings) {
        if (one.alive != nullptr) {
            one.alive->finish();
        }
    }
    endings.clear();
    Frame* outermost = nullptr;
    for (Frame* frame = innermost_frame(); frame != nullptr; frame = frame->outer) {
        if (frame->fabric == state) {
            outermost = frame;
        }
    }
    if (outermost != nullptr) {
        // The outermost frame of a fabric is a `FabricCall`: observers are only run inside one.
        static_cast<FabricCall*>(outermost)->doomed = state;
    } else {
        end(state);
    }
}

}  // namespace weft::detail
