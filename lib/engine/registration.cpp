// SPDX-License-Identifier: MIT
// What a connection does with a registration: ask whether it is connected or blocked, block it, disconnect it, and wait.
#include <weft/detail/engine/registration.hpp>

#include "engine/address_wait.hpp"
#include "engine/arranged_slots.hpp"
#include "engine/call_stack.hpp"
#include "engine/emission.hpp"
#include "engine/registration_access.hpp"
#include "engine/wrapping.hpp"
#include "handlers/handler_name.hpp"

#include <weft/detail/text/escaped.hpp>

#include <memory>
#include <new>
#include <utility>

namespace weft::detail {

namespace {

/// Whether this thread is in a handler of the registration, or in the destructor of its object: it cannot wait for itself.
bool is_inside(const Registration& registration) noexcept {
    for (const Frame* frame = innermost_frame(); frame != nullptr; frame = frame->outer) {
        if (frame->inside == &registration || frame->releasing == &registration) {
            return true;
        }
        const Wrapping* around =
            frame->fabric != nullptr ? static_cast<const Emission*>(frame)->wrapping : nullptr;
        for (; around != nullptr; around = around->outer()) {
            if (&around->registration() == &registration) {
                return true;
            }
        }
    }
    return false;
}

// A registration, its slots and the pointers to its conditions and its standing lie in one piece of memory, in this order.
using ConditionsPointer = std::unique_ptr<Conditions>;
using StandingPointer = std::unique_ptr<Standing>;
static_assert(alignof(ConditionsPointer) <= alignof(Slot) &&
                  alignof(StandingPointer) == alignof(ConditionsPointer),
              "the pointers follow the slots");

/// Where the slots begin behind an object of that size.
constexpr std::size_t begin_of_slots(std::size_t size) noexcept {
    return (size + alignof(Slot) - 1) / alignof(Slot) * alignof(Slot);
}

}  // namespace

std::size_t Registration::size_with_slots(std::size_t size, HandlerCount count) noexcept {
    return begin_of_slots(size) + count.value * sizeof(Slot) +
           (count.has_conditions ? sizeof(ConditionsPointer) : 0) +
           (count.has_standing ? sizeof(StandingPointer) : 0);
}

std::span<Slot> Registration::slots() const noexcept {
    char* const begin = reinterpret_cast<char*>(const_cast<Registration*>(this)) + slots_offset_;
    return {std::launder(reinterpret_cast<Slot*>(begin)), slot_count_};
}

Registration::Registration(std::size_t size, HandlerCount count) noexcept
    : state_(RegistrationAccess::pending),
      slots_offset_(static_cast<std::uint32_t>(begin_of_slots(size))),
      slot_count_(count.value),
      has_conditions_(count.has_conditions),
      has_standing_(count.has_standing) {
    std::uninitialized_default_construct_n(slots().data(), slot_count_);
    if (has_conditions_) {
        new (slots().data() + slot_count_) ConditionsPointer;
    }
    if (has_standing_) {
        new (reinterpret_cast<char*>(slots().data() + slot_count_) +
             (has_conditions_ ? sizeof(ConditionsPointer) : 0)) StandingPointer;
    }
}

Registration::~Registration() {
    if (has_standing_) {
        std::destroy_at(&standing());
    }
    if (has_conditions_) {
        std::destroy_at(&conditions());
    }
    std::destroy_n(slots().data(), slot_count_);
}

std::unique_ptr<Conditions>& Registration::conditions() const noexcept {
    return *std::launder(reinterpret_cast<ConditionsPointer*>(slots().data() + slot_count_));
}

std::unique_ptr<Standing>& Registration::standing() const noexcept {
    return *std::launder(
        reinterpret_cast<StandingPointer*>(reinterpret_cast<char*>(slots().data() + slot_count_) +
                                           (has_conditions_ ? sizeof(ConditionsPointer) : 0)));
}

void intrusive_ptr_add_ref(Registration* registration) noexcept {
    registration->references_.increment();
}

void intrusive_ptr_release(Registration* registration) noexcept {
    if (registration->references_.decrement() == 0) {
        delete registration;
    }
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
    // All slots are disconnected together, so the first one speaks for all. Signals2 also knows of the fabric's end.
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
    const RegistrationPointer keep(this);  // The slots may hold the last reference.
    const ChangeScope change;
    // False for a second call, and for `once`, whose run was claimed before: such a handler always takes the careful path,
    // which looks at the state.
    const bool is_first = RegistrationAccess::claim(*this);
    for (Slot& slot : slots()) {
        if (is_first) {
            slot.attention.fetch_add(Handler::off);
        }
        slot.connection.disconnect();
        disconnect_arranged(slot);
    }
}

void Registration::disconnect_and_wait() {
    const RegistrationPointer keep(this);
    disconnect();
    if (is_inside(*this)) {
        return;
    }
    // Release what this thread has deferred first, or it could wait for itself. That is safe here: this function is called
    // by the user's code, and while that runs the engine holds no lock.
    for (Frame* frame = innermost_frame(); frame != nullptr; frame = frame->outer) {
        release_garbage(*frame);
    }
    // Before the state is read: whoever releases the object looks at the flag, and notifies.
    state_.fetch_or(RegistrationAccess::awaited);
    for (auto state = RegistrationAccess::state(*this); (state & RegistrationAccess::released) == 0;
         state = RegistrationAccess::state(*this)) {
        wait_while(state_, state);
    }
}

std::string Registration::name() const {
    const Standing* const standing = RegistrationAccess::standing(*this);
    if (standing != nullptr && !standing->name.empty()) {
        return escaped(standing->name);
    }
    const HandlerType* type = slot_count_ > 0 ? slots().front().type : nullptr;
    return handler_name(type, file, line_);
}

}  // namespace weft::detail
