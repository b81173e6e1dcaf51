// SPDX-License-Identifier: MIT
// What only the library does to a registration: its state, its slots, and the end of what it keeps.
#pragma once

#include "engine/signal.hpp"

#include <weft/connection.hpp>
#include <weft/detail/engine/registration.hpp>

#include <atomic>
#include <cstdint>
#include <new>
#include <span>

namespace weft::detail {

struct Frame;

/// Of `every`: which calls run the handler.
struct Rhythm {
    std::uint64_t period;
    std::atomic<std::uint64_t> calls = 0;

    explicit Rhythm(std::uint64_t each) noexcept : period(each) {}

    /// Counts a call.
    bool is_due() noexcept { return (calls.fetch_add(1, std::memory_order_relaxed) + 1) % period == 0; }
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
