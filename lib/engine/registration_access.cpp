// SPDX-License-Identifier: MIT
// The life of a registration: published when all of its slots are connected, released when Signals2 gives up the last one.
#include "engine/registration_access.hpp"

#include "engine/address_wait.hpp"
#include "engine/call_stack.hpp"

#include <utility>

namespace weft::detail {

void RegistrationAccess::hold(Registration& registration) noexcept {
    // The first slot takes the reference that all of them share.
    if (registration.held_.increment() == 0) {
        intrusive_ptr_add_ref(&registration);
    }
}

void RegistrationAccess::gather(Frame& frame, Registration& registration) noexcept {
    registration.next_garbage = std::exchange(frame.garbage, &registration);
    frame.is_plain = false;  // A call then releases it before the next handler, on the careful path.
}

void RegistrationAccess::gather(Registration& registration) noexcept {
    // Signals2 may be at work in the functions that called this one, so the object is not destroyed here if a frame can
    // gather it for later. Without a frame it is released at the end of this scope.
    if (innermost_frame() == nullptr) {
        const ChangeScope change;
        gather(*innermost_frame(), registration);
    } else {
        gather(*innermost_frame(), registration);
    }
}

void RegistrationAccess::release_object(Registration& registration) noexcept {
    if (registration.is_released()) {
        return;  // `release_early` has done it.
    }
    registration.release();
    if (registration.has_conditions_ && registration.conditions() != nullptr) {
        registration.conditions()->release();
    }
    if ((registration.state_.fetch_or(released) & awaited) != 0) {
        wake_all(registration.state_);
    }
}

void RegistrationAccess::release(Registration& registration) noexcept {
    release_object(registration);
    intrusive_ptr_release(&registration);
}

void RegistrationAccess::publish(Registration& registration) noexcept {
    // A plain store is enough: no connection has been handed out, so nobody else changes the state. After it, a call of
    // another thread may run a handler, and `on_error` may block it: so `off` is subtracted from the attention below, and the
    // attention is not overwritten.
    registration.state_.store(0, std::memory_order_release);
    for (Slot& slot : registration.slots()) {
        if (is_only_thread()) {
            slot.attention.store(slot.attention.load(std::memory_order_relaxed) - Handler::off,
                                 std::memory_order_relaxed);
        } else {
            slot.attention.fetch_sub(Handler::off, std::memory_order_release);
        }
    }
}

}  // namespace weft::detail
