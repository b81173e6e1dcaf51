// SPDX-License-Identifier: MIT
// The life of a registration: held by the engine's slots, shown by connections, released when the last slot goes.
#include <weft/detail/registration.hpp>

#include "engine.hpp"
#include "frame.hpp"
#include "messages.hpp"

#include <memory>
#include <new>
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

static_assert(alignof(Rhythm) <= alignof(Slot), "a rhythm follows the slots");

constexpr std::size_t begin_of_slots(std::size_t size) noexcept {
    return (size + alignof(Slot) - 1) / alignof(Slot) * alignof(Slot);
}

}  // namespace

std::size_t Registration::size_with_slots(std::size_t size, HandlerCount count) noexcept {
    return begin_of_slots(size) + count.value * sizeof(Slot) + (count.has_rhythm ? sizeof(Rhythm) : 0);
}

std::span<Slot> Registration::slots() const noexcept {
    char* const begin = reinterpret_cast<char*>(const_cast<Registration*>(this)) + slots_offset_;
    return {std::launder(reinterpret_cast<Slot*>(begin)), slot_count_};
}

Registration::Registration(std::size_t size, HandlerCount count) noexcept
    : state_(RegistrationAccess::pending),
      slots_offset_(static_cast<std::uint32_t>(begin_of_slots(size))),
      slot_count_(count.value) {
    std::uninitialized_default_construct_n(slots().data(), slot_count_);
}

Registration::~Registration() {
    std::destroy_n(slots().data(), slot_count_);
}

bool Registration::is_released() const noexcept {
    return (RegistrationAccess::state(*this) & RegistrationAccess::released) != 0;
}

bool Registration::expired() const noexcept {
    return false;
}

bool Registration::connected() const noexcept {
    if ((RegistrationAccess::state(*this) & RegistrationAccess::disconnected) != 0 || slot_count_ == 0 ||
        expired()) {
        return false;
    }
    return slots().front().connection.connected();
}

bool Registration::blocked() const noexcept {
    return RegistrationAccess::state(*this) >= RegistrationAccess::block_unit;
}

void Registration::block() noexcept {
    state_.fetch_add(RegistrationAccess::block_unit);
    for (Slot& slot : slots()) {
        slot.attention.fetch_add(Handler::off);
    }
}

void Registration::unblock() noexcept {
    state_.fetch_sub(RegistrationAccess::block_unit);
    for (Slot& slot : slots()) {
        slot.attention.fetch_sub(Handler::off);
    }
}

void Registration::disconnect() {
    const RegistrationPointer keep(this);
    const ChangeScope change;
    const bool is_first = RegistrationAccess::claim(*this);
    for (Slot& slot : slots()) {
        if (is_first) {
            slot.attention.fetch_add(Handler::off);
        }
        slot.connection.disconnect();
    }
}

void Registration::disconnect_and_wait() {
    const RegistrationPointer keep(this);
    disconnect();
    if (is_inside(*this)) {
        return;
    }
    // This thread may be about to release it itself: no engine code is at work where the user's calls this.
    for (Frame* frame = innermost_frame(); frame != nullptr; frame = frame->outer) {
        release_garbage(*frame);
    }
    state_.fetch_or(RegistrationAccess::awaited);
    for (auto state = RegistrationAccess::state(*this); (state & RegistrationAccess::released) == 0;
         state = RegistrationAccess::state(*this)) {
        state_.wait(state, std::memory_order_acquire);
    }
}

std::string Registration::name() const {
    const HandlerType* type = slot_count_ > 0 ? slots().front().type : nullptr;
    return handler_name(type, file, line_);
}

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
        return;  // Early.
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
