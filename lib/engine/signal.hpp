// SPDX-License-Identifier: MIT
// A hook as the engine keeps it: one Boost.Signals2 signal per hook, one slot per handler. No other file of the library
// names Signals2, and no user includes it.
#pragma once

#include "engine/mutex.hpp"

#include <weft/detail/handlers/handler.hpp>
#include <weft/hook_name.hpp>

#include <boost/signals2/signal.hpp>

#include <atomic>
#include <cstdint>
#include <string>
#include <utility>

namespace weft::detail {

struct Emission;
struct Slot;

/// What Signals2 holds for a handler. Signals2 copies and destroys it as it likes; the last one to go releases what the
/// registration keeps. So "disconnected and running nowhere" is what Signals2 itself knows: it counts the calls that are
/// at a slot under the same lock under which it looks whether the slot is connected.
class SlotFunction {
public:
    using result_type = bool;

    SlotFunction() noexcept = default;
    /// From a pointer, so that Signals2 makes one of these where it would else make two.
    SlotFunction(Slot* slot) noexcept;
    SlotFunction(const SlotFunction& other) noexcept;
    SlotFunction(SlotFunction&& other) noexcept : slot_(std::exchange(other.slot_, nullptr)) {}
    SlotFunction& operator=(SlotFunction other) noexcept {
        std::swap(slot_, other.slot_);
        return *this;
    }
    ~SlotFunction();

    /// Runs the handler; false ends the call before the handlers after it.
    bool operator()(Emission& call) const;

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
    boost::signals2::signal<bool(Emission&), InOrder, std::int64_t, std::less<>, SlotFunction,
                            boost::function<bool(const boost::signals2::connection&, Emission&)>, Mutex>;

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

/// Emits the hook's signal, which runs its handlers.
void emit_signal(const Hook& hook, Emission& call);

}  // namespace weft::detail
