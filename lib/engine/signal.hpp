// SPDX-License-Identifier: MIT
// A hook as the engine keeps it: one signal of Boost.Signals2 per hook, one slot per handler. Only this file includes
// Signals2, and no header that users include does.
#pragma once

#include "engine/mutex.hpp"

#include <weft/detail/export.hpp>
#include <weft/detail/handlers/handler.hpp>
#include <weft/hook_name.hpp>

#include <boost/signals2/signal.hpp>

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

namespace weft::detail {

struct Emission;
class Order;
struct Slot;

/// The function that Signals2 keeps in a slot and calls for each emission. Signals2 copies and destroys it as it likes; each
/// copy holds the registration, and when the last one is destroyed the registration is released. This is how weft knows that
/// a handler is disconnected and runs nowhere: Signals2 counts the calls that are at a slot under the same mutex under which
/// it looks whether the slot is connected, and destroys the function when there are none.
class SlotFunction {
public:
    using result_type = bool;

    SlotFunction() noexcept = default;
    /// Implicit: given the pointer itself, Signals2 makes one object of this class instead of two.
    SlotFunction(Slot* slot) noexcept;
    SlotFunction(const SlotFunction& other) noexcept;
    SlotFunction(SlotFunction&& other) noexcept : slot_(std::exchange(other.slot_, nullptr)) {}
    SlotFunction& operator=(SlotFunction other) noexcept {
        std::swap(slot_, other.slot_);
        return *this;
    }
    ~SlotFunction();

    /// Runs the handler in the calling thread. If it returns false, the combiner does not go on to the next slot: the call ends,
    /// or it has come to a handler that takes a `Next`, which is then the call's `wrapping_handler` and has not run yet.
    bool operator()(Emission& call) const;

private:
    Slot* slot_ = nullptr;
};

/// The combiner of a signal: runs slot after slot, until there are no more or one returns false. Returns whether it came to the
/// end itself, rather than a handler that takes a `Next`.
class InOrder {
public:
    using result_type = bool;

    template <class Iterator>
    bool operator()(Iterator slot, Iterator end) const {
        while (slot != end && *slot) {
            ++slot;
        }
        if (slot != end) [[unlikely]] {
            // Copies, as GCC keeps those of the loop in registers as long as nobody asks for their addresses.
            Iterator at = slot;
            Iterator last = end;
            return go_around(at, last, nullptr);
        }
        return true;
    }

    /// Called where a slot has returned false. Unless that ended the call, runs the call's `wrapping_handler`, from whose `Next`
    /// a copy of the iterator goes on. Returns whether the end was reached without it. `call` is null for the innermost of the
    /// thread, which it is when Signals2 calls the combiner.
    template <class Iterator>
    WEFT_DETAIL_COLD static bool go_around(Iterator& slot, Iterator& end, Emission* call);
};

/// Slots have a number as their group: with it a handler can be put before all others.
using Signal =
    boost::signals2::signal<bool(Emission&), InOrder, std::int64_t, std::less<>, SlotFunction,
                            boost::function<bool(const boost::signals2::connection&, Emission&)>, Mutex>;

using SlotConnection = boost::signals2::connection;

extern template bool InOrder::go_around(Signal::slot_call_iterator&, Signal::slot_call_iterator&, Emission*);

/// A handler and its Signals2 connection. Lies behind its registration in the same piece of memory.
struct Slot : Handler {
    SlotConnection connection;
};

/// Made for the first handler that is connected to the name; lives as long as the fabric's state.
struct Hook {
    explicit Hook(const HookName& hook_name);
    Hook(const Hook&) = delete;
    Hook& operator=(const Hook&) = delete;
    ~Hook();

    const std::string name;
    const std::uint64_t hash;
    Signal signal;
    /// How many handlers were put before all others of their group, each in a group of Signals2 of its own. Cannot overflow: no
    /// program runs long enough to count 2^61.
    std::atomic<std::int64_t> fronts = 0;

    // Why a call does more, or less, than to emit `signal`: see `connects`.
    static constexpr std::uint64_t is_hidden = 1;   ///< No call finds the hook: see `HookTable::hide`.
    static constexpr std::uint64_t is_ordered = 2;  ///< `order` knows in which order handlers run. Stays set.
    static constexpr std::uint64_t connect_unit = 4;
    /// The two flags, and above them how many slots were connected to the signal so far, counted when each is: no call runs its
    /// handler before.
    std::atomic<std::uint64_t> connects = 0;

    /// Made for the first handler that asks to be before or after others by name. Changed with the mutex of registrations
    /// locked; a call uses it where `is_ordered` is set.
    std::unique_ptr<Order> order;

    [[nodiscard]] bool has(std::uint64_t flag) const noexcept {
        return (connects.load(std::memory_order_acquire) & flag) != 0;
    }
};

/// Runs the handler of one slot as an emission does, in this thread. The caller holds the registration.
void run_slot(Slot& slot, Emission& call);

/// Emits the signal, which runs its handlers in this thread, or shows them to `call.visit`. Returns whether all had their turn,
/// and none of them took what comes after the handlers into its own hands.
bool emit_signal(const Signal& signal, Emission& call);

/// Runs a handler, or a handler of a call, that needs more than to run a function: see `Handler::Attention` and
/// `Frame::is_plain`. False if no later handler runs.
bool run_carefully(Handler& handler, Emission& call);

}  // namespace weft::detail
