// SPDX-License-Identifier: MIT
// The stack of active operations, one for each thread.
#include "engine/call_stack.hpp"

#include "engine/registration_access.hpp"

#include <utility>

namespace weft::detail {

constinit thread_local Frame* innermost [[gnu::tls_model("initial-exec")]] = nullptr;

void release_garbage(Frame& frame) noexcept {
    while (frame.garbage != nullptr) {
        Registration& registration = *frame.garbage;
        frame.garbage = RegistrationAccess::next_garbage(registration);
        const Registration* const outer = std::exchange(frame.releasing, &registration);
        RegistrationAccess::release(registration);
        frame.releasing = outer;
    }
}

}  // namespace weft::detail
