// SPDX-License-Identifier: MIT
// The handlers of a hook in the order that wishes ask for: one more signal, with the same slots.
#pragma once

#include "engine/signal.hpp"

#include <weft/detail/engine/registration_pointer.hpp>

#include <atomic>
#include <cstdint>
#include <optional>
#include <vector>

namespace weft::detail {

/// Lives as long as its hook, and is used again when it was cleared, as a call may be about to count itself in. All but
/// `enter`, `leave`, `mark_stale`, `disconnect` and what a call reads after it has entered needs the mutex of registrations.
class Arrangement {
public:
    /// `is_stale` is the hook's mark that its order has to be worked out again.
    explicit Arrangement(std::atomic<bool>& is_stale) noexcept : is_stale_(is_stale) {}
    Arrangement(const Arrangement&) = delete;
    Arrangement& operator=(const Arrangement&) = delete;
    ~Arrangement() { clear(); }

    /// A slot, and whether the order of the others depends on it: whether it becomes stale when the slot is disconnected.
    struct Arranged {
        Slot* slot;
        bool is_bound;
    };

    /// Connects the slots, in this order. If memory runs out, it connects none.
    void fill(const std::vector<Arranged>& slots);
    /// Disconnects all. Not while a call is inside.
    void clear() noexcept;
    /// The fabric has ended: disconnects all, also while calls are inside.
    void disconnect() noexcept;

    /// Whether it is filled, or a call is inside.
    [[nodiscard]] bool is_used() const noexcept { return signal_.has_value() || is_entered(); }
    [[nodiscard]] bool is_entered() const noexcept { return calls_.load() != 0; }

    /// Counts a call. It may use the arrangement if it is still that of the hook afterwards.
    void enter() noexcept { calls_.fetch_add(1); }
    /// True for the last call.
    bool leave() noexcept { return calls_.fetch_sub(1) == 1; }

    void mark_stale() noexcept { is_stale_.store(true); }

    // For a call that is inside.
    [[nodiscard]] const Signal& signal() const noexcept { return *signal_; }
    /// Whether an object that was handed over as a `std::weak_ptr` is gone.
    [[nodiscard]] bool has_expired() const noexcept;

private:
    std::atomic<bool>& is_stale_;
    std::atomic<std::uint32_t> calls_ = 0;
    std::optional<Signal> signal_;
    std::vector<const Slot*> slots_;
    std::vector<RegistrationPointer> tracked_;
};

}  // namespace weft::detail
