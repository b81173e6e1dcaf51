// SPDX-License-Identifier: MIT
// The life of a registration: published when all of its slots are connected, released when the last of them goes.
#include "engine/registration_access.hpp"

#include "engine/call_stack.hpp"

#include <utility>

namespace weft::detail {

void RegistrationAccess::hold(Registration& registration) noexcept {
    if (registration.held_.increment() == 0) {
        intrusive_ptr_add_ref(&registration);
    }
}

void RegistrationAccess::gather(Frame& frame, Registration& registration) noexcept {
    registration.next_garbage = std::exchange(frame.garbage, &registration);
    frame.is_plain = false;
}

void RegistrationAccess::drop(Registration& registration) noexcept {
    if (registration.held_.decrement() != 0) {
        return;
    }
    if (innermost_frame() == nullptr) {
        const ChangeScope change;
        gather(*innermost_frame(), registration);
    } else {
        gather(*innermost_frame(), registration);
    }
}

void RegistrationAccess::release_object(Registration& registration) noexcept {
    if (registration.is_released()) {
        return;  // Already, by `release_early`.
    }
    registration.release();
    if ((registration.state_.fetch_or(released) & awaited) != 0) {
        registration.state_.notify_all();
    }
}

void RegistrationAccess::release(Registration& registration) noexcept {
    release_object(registration);
    intrusive_ptr_release(&registration);
}

void RegistrationAccess::publish(Registration& registration) noexcept {
    // Nobody has a connection yet. From here on another thread may: its call runs the handler, which fails, and on_error
    // blocks it.
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
