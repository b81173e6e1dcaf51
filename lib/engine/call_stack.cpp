// SPDX-License-Identifier: MIT
// Each thread's stack of active weft operations, and the release of what they have gathered.
#include "engine/call_stack.hpp"

#include "engine/registration_access.hpp"

#include <utility>

namespace weft::detail {

WEFT_DETAIL_INITIAL_EXEC constinit thread_local Frame* innermost = nullptr;

void release_garbage(Frame& frame) noexcept {
    // What a user's destructor disconnects is added to the innermost frame, which may be this one: hence one by one.
    while (frame.garbage != nullptr) {
        Registration& registration = *frame.garbage;
        frame.garbage = RegistrationAccess::next_garbage(registration);
        const Registration* const outer = std::exchange(frame.releasing, &registration);
        RegistrationAccess::release(registration);
        frame.releasing = outer;
    }
}

}  // namespace weft::detail
