// SPDX-License-Identifier: MIT
// Who observes a fabric, beside the signal that runs them: so that a call knows whether there is anybody, whether there is one
// alone, whom it can tell without an emission, and whether anybody asks for durations.
#pragma once

#include "engine/mutex.hpp"

#include <weft/detail/engine/registration.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <vector>

namespace weft::detail {

/// What a call knows of the observers when it begins. `version` tells whether one has come since.
struct ObserversKnown {
    std::uint64_t version = 0;
    std::size_t count = 0;  ///< Of those that are not disconnected.
    bool need_durations = false;
    Slot* sole = nullptr;             ///< Null unless there is one alone.
    RegistrationPointer sole_memory;  ///< Keeps the memory of the sole one, not its object.
};

/// Any thread may use it. Keeps the memory of registrations, not their objects; those that are disconnected are dropped when
/// the next one comes.
class ObserverList {
public:
    /// Called before the registration is published: a call that has not seen it then emits each later event.
    void add(Registration& registration, bool needs_durations);

    [[nodiscard]] ObserversKnown known() const;
    [[nodiscard]] std::uint64_t version() const noexcept { return version_.load(std::memory_order_acquire); }

private:
    struct Entry {
        RegistrationPointer registration;
        bool needs_durations;
    };

    mutable Mutex mutex_;
    std::vector<Entry> entries_;
    std::atomic<std::uint64_t> version_ = 0;
};

}  // namespace weft::detail
