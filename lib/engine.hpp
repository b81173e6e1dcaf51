// SPDX-License-Identifier: MIT
// The engine: one Boost.Signals2 signal per hook, one slot per handler. Signals2 is known to the files that include
// this one, and to no user.
#pragma once

#include <weft/connection.hpp>
#include <weft/detail/handler.hpp>
#include <weft/detail/registration.hpp>

#include "mutex.hpp"

#include <boost/signals2/signal.hpp>

#include <new>
#include <string>

namespace weft::detail {

struct Core;

/// What the engine holds for a handler. The engine copies and destroys it as it likes; the last one to go releases
/// what the registration keeps. So "disconnected and running nowhere" is what the engine itself knows: it counts the
/// calls that are at a slot under the same lock under which it looks whether the slot is connected.
class SlotFunction {
public:
    using result_type = bool;

    SlotFunction() noexcept = default;
    /// From a pointer, so that the engine makes one of these where it would else make two.
    SlotFunction(Slot* slot) noexcept;
    SlotFunction(const SlotFunction& other) noexcept;
    SlotFunction(SlotFunction&& other) noexcept : slot_(std::exchange(other.slot_, nullptr)) {}
    SlotFunction& operator=(SlotFunction other) noexcept {
        std::swap(slot_, other.slot_);
        return *this;
    }
    ~SlotFunction();

    /// Runs the handler; false ends the call before the handlers after it.
    bool operator()(Call& call) const;

private:
    Slot* slot_ = nullptr;
};

/// Runs slot after slot in the calling thread.
struct InOrder {
    using result_type = void;

    template <class Iterator>
    void operator()(Iterator slot, Iterator end) const {
        while (slot != end && *slot) {
            ++slot;
        }
    }
};

using Signal =
    boost::signals2::signal<bool(Call&), InOrder, std::int64_t, std::less<>, SlotFunction,
                            boost::function<bool(const boost::signals2::connection&, Call&)>, Mutex>;

struct Slot : Handler {
    boost::signals2::connection connection;
};

struct Hook {
    explicit Hook(const HookName& hook_name) : name(hook_name.text()), hash(hook_name.hash()) {}

    const std::string name;
    const std::uint64_t hash;
    Signal signal;
    /// How many handlers have been put before all others. A program does not live to see 64 bits of them.
    std::atomic<std::int64_t> fronts = 0;
};

/// The library's way into a registration.
struct RegistrationAccess {
    static constexpr std::uint32_t disconnected = 1;
    static constexpr std::uint32_t pending = 2;  ///< Not all of its handlers are connected yet.
    static constexpr std::uint32_t released = 4;
    static constexpr std::uint32_t awaited = 8;  ///< A thread waits, or has waited, for the release.
    static constexpr std::uint32_t block_unit = 16;

    static Connection connection(Registration& registration) noexcept {
        return Connection(RegistrationPointer(&registration));
    }
    static std::uint32_t state(const Registration& registration) noexcept {
        return registration.state_.load(std::memory_order_acquire);
    }
    /// Whether it is connected, as far as it knows without asking the engine.
    static bool is_live(const Registration& registration) noexcept {
        return (state(registration) & (disconnected | pending)) == 0 && !registration.expired();
    }
    /// Takes the one run that `once` allows.
    static bool claim(Registration& registration) noexcept {
        return (registration.state_.fetch_or(disconnected) & disconnected) == 0;
    }
    static void hold(Registration& registration) noexcept;
    static void drop(Registration& registration) noexcept;
    static void release(Registration& registration) noexcept;
    /// Ends what the user handed over, of a registration that no call has ever run.
    static void release_early(Registration& registration) noexcept { release_object(registration); }
    static Registration*& next_garbage(Registration& registration) noexcept {
        return registration.next_garbage;
    }

    static std::span<Slot> slots(const Registration& registration) noexcept { return registration.slots(); }
    /// Of a registration that has room for it.
    static void make_rhythm(const Registration& registration, std::uint64_t period) noexcept {
        new (registration.slots().data() + registration.slots().size()) Rhythm(period);
    }
    static Rhythm& rhythm(const Registration& registration) noexcept {
        Slot* const past_slots = registration.slots().data() + registration.slots().size();
        return *std::launder(reinterpret_cast<Rhythm*>(past_slots));
    }
    static void set_place(Registration& registration, const HookName& place) noexcept {
        registration.file = place.file();
        registration.line_ = place.line();
    }
    static void publish(Registration& registration) noexcept;

private:
    static void gather(Frame& frame, Registration& registration) noexcept;
    static void release_object(Registration& registration) noexcept;
};

/// Emits the hook's signal, which runs its handlers.
void emit_signal(const Hook& hook, Call& call);

/// Keeps a registration's object while it is being connected.
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
