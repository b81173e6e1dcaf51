// SPDX-License-Identifier: MIT
// Removes what an observer remembers of a call.
#include <weft/detail/engine/call_notes.hpp>

namespace weft::detail {

void CallNotes::erase(const std::shared_ptr<const void>& key) noexcept {
    std::erase_if(entries_, [&key](const Entry& entry) { return entry.key == key; });
}

}  // namespace weft::detail
