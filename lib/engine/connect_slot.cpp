// SPDX-License-Identifier: MIT
// The order of a hook's slots. Not in signal.cpp: with what Signals2 needs to connect in the same file, GCC inlines less of
// the emission, which then takes five instructions more for each handler.
#include "engine/connect_slot.hpp"

namespace weft::detail {

void connect_slot(Hook& hook, Slot& slot, bool at_front) {
    const Signal::slot_type function(&slot);
    // Each handler at the front has a group of its own. With one group for all, Signals2 would lose the begin of that group
    // when it runs out of memory, and put the next handler in the wrong place.
    slot.connection = at_front ? hook.signal.connect(-++hook.fronts, function)
                               : hook.signal.connect(function, boost::signals2::at_back);
    hook.connects.fetch_add(1, std::memory_order_release);
}

}  // namespace weft::detail
