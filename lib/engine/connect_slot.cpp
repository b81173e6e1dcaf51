// SPDX-License-Identifier: MIT
// The order of a hook's slots. Not in signal.cpp: with what Signals2 needs to connect in the same file, GCC inlines less of
// the emission, which then takes five instructions more for each handler.
#include "engine/connect_slot.hpp"

namespace weft::detail {

namespace {

/// The groups of Signals2 around one of ours: fronts lie below it, the latest first.
constexpr std::int64_t group_unit = std::int64_t{1} << 62U;

}  // namespace

void connect_slot(Hook& hook, Slot& slot, Place place) {
    const std::int64_t group = static_cast<std::int64_t>(place.group) * group_unit;
    // Each handler at the front has a group of its own. With one group for all, Signals2 would lose the begin of that group
    // when it runs out of memory, and put the next handler in the wrong place.
    slot.connection = hook.signal.connect(place.at_front ? group - ++hook.fronts : group,
                                          Signal::slot_type(&slot), boost::signals2::at_back);
    hook.connects.fetch_add(Hook::connect_unit);
}

}  // namespace weft::detail
