// SPDX-License-Identifier: MIT
// The life of a registration: held by the engine's slots, shown by connections, released when the last slot goes.
#include <weft/detail/registration.hpp>

#include "engine.hpp"
#include "frame.hpp"
#include "messages.hpp"

#include <utility>

namespace weft::detail {

namespace {

bool is_inside(const Registration& registration) noexcept {
    for (const Frame* frame = innermost_frame(); frame != nullptr; frame = frame->outer) {
        if (frame->inside == &registration || frame->releasing == &registration) {
            return true;
        }
    }
    return false;
}

}  // namespace

Registration::Registration() noexcept : state_(RegistrationAccess::pending) {}

Registration::~Registration() = default;

void Registration::DeleteSlots::operator()(Slot* slots) const noexcept {
    delete[] slots;
}

bool Registration::expired() const noexcept {
    return false;
}

bool Registration::connected() const noexcept {
    if ((RegistrationAccess::state(*this) & RegistrationAccess::disconnected) != 0 || slot_count_ == 0 ||
        expired()) {
        return false;
    }
    return slots_[0].connection.connected();
}

bool Registration::blocked() const noexcept {
    return RegistrationAccess::state(*this) >= RegistrationAccess::block_unit;
}

void Registration::block() noexcept {
    state_.fetch_add(RegistrationAccess::block_unit);
}

void Registration::unblock() noexcept {
    state_.fetch_sub(RegistrationAccess::block_unit);
}

void Registration::disconnect() {
    const RegistrationPointer keep(this);
    const ChangeScope change;
    state_.fetch_or(RegistrationAccess::disconnected);
    for (std::uint32_t i = 0; i < slot_count_; ++i) {
        slots_[i].connection.disconnect();
    }
}

void Registration::disconnect_and_wait() {
    const RegistrationPointer keep(this);
    disconnect();
    if (!is_inside(*this)) {
        is_released_.wait(false, std::memory_order_acquire);
    }
}

std::string Registration::name() const {
    const HandlerType* type = slot_count_ > 0 ? slots_[0].type : nullptr;
    return handler_name(type, file_, line_);
}

void RegistrationAccess::hold(Registration& registration) noexcept {
    if (registration.held_.fetch_add(1, std::memory_order_relaxed) == 0) {
        intrusive_ptr_add_ref(&registration);
    }
}

void RegistrationAccess::drop(Registration& registration) noexcept {
    if (registration.held_.fetch_sub(1, std::memory_order_acq_rel) != 1) {
        return;
    }
    Frame* const frame = innermost_frame();
    if (frame == nullptr) {
        const ChangeScope change;
        innermost_frame()->garbage = &registration;
    } else {
        registration.next_garbage_ = std::exchange(frame->garbage, &registration);
    }
}

void RegistrationAccess::release(Registration& registration) noexcept {
    registration.release();
    registration.is_released_.store(true, std::memory_order_release);
    registration.is_released_.notify_all();
    intrusive_ptr_release(&registration);
}

Slot* RegistrationAccess::make_slots(Registration& registration, std::size_t count, const HookName& place) {
    registration.slots_.reset(new Slot[count]);
    registration.slot_count_ = static_cast<std::uint32_t>(count);
    registration.file_ = place.file();
    registration.line_ = place.line();
    return registration.slots_.get();
}

}  // namespace weft::detail
