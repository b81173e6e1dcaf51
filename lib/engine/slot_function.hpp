// SPDX-License-Identifier: MIT
// What the engine keeps of a handler in a slot of Signals2.
#pragma once

#include <utility>

namespace weft::detail {

struct Emission;
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

}  // namespace weft::detail
