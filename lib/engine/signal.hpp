// SPDX-License-Identifier: MIT
// A hook as the engine keeps it: one signal of Boost.Signals2 per hook, one slot per handler. No header that users include
// includes Signals2.
#pragma once

#include "engine/mutex.hpp"
#include "engine/slot_function.hpp"
#include "engine/slot_iterator.hpp"

#include <weft/detail/export.hpp>
#include <weft/detail/handlers/handler.hpp>
#include <weft/hook_name.hpp>

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

namespace weft::detail {

class Order;

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
