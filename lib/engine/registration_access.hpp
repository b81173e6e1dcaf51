// SPDX-License-Identifier: MIT
// What only the library does with a registration: its state, its slots, and the release of the user's object.
#pragma once

#include "engine/conditions.hpp"
#include "engine/signal.hpp"
#include "engine/standing.hpp"

#include <weft/connection.hpp>
#include <weft/detail/engine/registration.hpp>

#include <cstdint>
#include <memory>
#include <span>
#include <utility>

namespace weft::detail {

struct Frame;

/// A friend of `Registration` that only the library can use; a program sees the declaration alone.
struct RegistrationAccess {
    // The state of a registration: these flags, and above them the number of blocks. At 0 its handlers run.
    static constexpr std::uint32_t disconnected = 1;
    static constexpr std::uint32_t pending = 2;   ///< Not all of its handlers are connected yet.
    static constexpr std::uint32_t released = 4;  ///< The user's object has been destroyed.
    static constexpr std::uint32_t awaited = 8;   ///< A thread waits, or has waited, for the release.
    static constexpr std::uint32_t block_unit = 16;

    static Connection connection(Registration& registration) noexcept {
        return Connection(RegistrationPointer(&registration));
    }
    static std::uint32_t state(const Registration& registration) noexcept {
        return registration.state_.load(std::memory_order_acquire);
    }
    /// Whether it is complete and not disconnected, and a tracked object still exists; it may be blocked. Does not ask
    /// Signals2, so it does not know of the fabric's end.
    static bool is_live(const Registration& registration) noexcept {
        return (state(registration) & (disconnected | pending)) == 0 && !registration.expired();
    }
    /// Whether a tracked object is gone.
    static bool is_expired(const Registration& registration) noexcept { return registration.expired(); }
    /// Marks the registration as disconnected. True for the first caller, who so takes the single run of `once`.
    static bool claim(Registration& registration) noexcept {
        return (registration.state_.fetch_or(disconnected) & disconnected) == 0;
    }
    /// Counts a slot, or a copy of one that Signals2 has made.
    static void hold(Registration& registration) noexcept;
    /// Counts like a slot, unless no slot is left: false then.
    static bool hold_if_connected(Registration& registration) noexcept {
        return registration.held_.increment_unless_zero();
    }
    /// Counts one less. After the last one this thread releases the registration, as soon as no engine code is at work.
    static void drop(Registration& registration) noexcept {
        if (registration.held_.decrement() == 0) [[unlikely]] {
            gather(registration);
        }
    }
    /// Destroys the user's object if need be, wakes who waits for that, and gives back the reference of the slots.
    static void release(Registration& registration) noexcept;
    /// Only destroys the user's object: for a registration that could not be connected, so that no call has run it.
    static void release_early(Registration& registration) noexcept { release_object(registration); }
    /// The next registration in a frame's list of garbage.
    static Registration*& next_garbage(Registration& registration) noexcept {
        return registration.next_garbage;
    }

    static std::span<Slot> slots(const Registration& registration) noexcept { return registration.slots(); }
    /// Only for a registration that was made with room for them: see `HandlerCount`. Null until they are set.
    static std::unique_ptr<Conditions>& conditions(const Registration& registration) noexcept {
        return registration.conditions();
    }
    /// Null if it has none. Set by whoever connects it, before anybody else knows the registration.
    static const Standing* standing(const Registration& registration) noexcept {
        return registration.has_standing_ ? registration.standing().get() : nullptr;
    }
    static void set_standing(const Registration& registration, std::unique_ptr<Standing> standing) noexcept {
        registration.standing() = std::move(standing);
    }
    /// Whether it was disconnected, asked after whatever this thread has just made known: of this question and the disconnect,
    /// the later one sees what was done before the other.
    static bool is_disconnected_yet(Registration& registration) noexcept {
        return (registration.state_.fetch_or(0, std::memory_order_acq_rel) & disconnected) != 0;
    }
    /// Where `connect` was called, for the handler's name in errors.
    static void set_place(Registration& registration, const HookName& place) noexcept {
        registration.file = place.file();
        registration.line_ = place.line();
    }
    /// Called once, when all slots are connected: from here on calls run the handlers.
    static void publish(Registration& registration) noexcept;

private:
    /// Puts it on the list of what the innermost frame releases; releases it at once where there is no frame.
    WEFT_DETAIL_COLD static void gather(Registration& registration) noexcept;
    static void gather(Frame& frame, Registration& registration) noexcept;
    static void release_object(Registration& registration) noexcept;
};

/// Counts like a slot of the registration while its handlers are being connected, so that the object is not released before
/// all are, or before those that were connected are disconnected again.
class Hold {
public:
    explicit Hold(Registration& registration) noexcept : registration_(&registration) {
        RegistrationAccess::hold(registration);
    }
    Hold(const Hold&) = delete;
    Hold& operator=(const Hold&) = delete;
    ~Hold() { RegistrationAccess::drop(*registration_); }

private:
    RegistrationPointer registration_;
};

}  // namespace weft::detail
