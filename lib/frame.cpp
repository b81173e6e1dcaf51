// SPDX-License-Identifier: MIT
// The frames of a thread.
#include "frame.hpp"

#include <utility>

namespace weft::detail {

namespace {

constinit thread_local Frame* innermost [[gnu::tls_model("initial-exec")]] = nullptr;

}  // namespace

Frame* innermost_frame() noexcept {
    return innermost;
}

FrameScope::FrameScope(Frame& frame) noexcept : frame_(frame) {
    frame.outer = innermost;
    innermost = &frame;
}

FrameScope::~FrameScope() {
    if (frame_.garbage != nullptr) {
        release_garbage(frame_);
    }
    innermost = frame_.outer;
}

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
