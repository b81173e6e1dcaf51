// SPDX-License-Identifier: MIT
// Which weft operations the current thread is inside of. Keeping track of them costs a call no atomic operation. It answers
// three questions: whether a thread that wants to wait for a handler is inside that handler, which call has to delete the
// state of a fabric that was destroyed during it, and where objects wait that must not be destroyed while the engine works.
#pragma once

#include <weft/detail/export.hpp>

namespace weft::detail {

class Registration;
struct FabricState;

/// One entry of the thread's stack of active weft operations. Only its own thread reads it.
struct Frame {
    Frame* outer = nullptr;  ///< The operation during which this one began, or null.
    /// The fabric that a call was made on; the frame is an `Emission` then. Null for a change (`ChangeScope`).
    const FabricState* fabric = nullptr;
    const Registration* inside = nullptr;     ///< The registration whose handler is running or about to run.
    const Registration* releasing = nullptr;  ///< The registration whose object is being destroyed.
    /// The first of a list of registrations that wait to be released until no engine code is at work on this thread.
    Registration* garbage = nullptr;
    /// Whether a call only runs handlers, so that the fast path may be taken: no garbage, no inspection, no observer.
    bool is_plain = false;
};

/// The top of this thread's stack. With `initial-exec` it is read without a call of a function, in a shared library too.
WEFT_DETAIL_INITIAL_EXEC extern constinit thread_local Frame* innermost;

/// The innermost frame of this thread, or null.
inline Frame* innermost_frame() noexcept {
    return innermost;
}

/// Releases the registrations that the frame has gathered, which destroys objects of the user. Called by the frame's own
/// thread, without any lock.
void release_garbage(Frame& frame) noexcept;

/// Puts a frame on the thread's stack. At the end of the scope releases what the frame has gathered, then takes it off.
class FrameScope {
public:
    explicit FrameScope(Frame& frame) noexcept : frame_(frame) {
        frame.outer = innermost;
        innermost = &frame;
    }
    FrameScope(const FrameScope&) = delete;
    FrameScope& operator=(const FrameScope&) = delete;
    ~FrameScope() {
        if (frame_.garbage != nullptr) [[unlikely]] {
            release_garbage(frame_);
        }
        innermost = frame_.outer;
    }

private:
    Frame& frame_;
};

/// The frame of an operation that is no call, such as connecting or disconnecting. Registrations of which the engine gives
/// up the last slot meanwhile are gathered, and released at the end of the scope, when no lock is held.
class ChangeScope {
public:
    ChangeScope() noexcept : scope_(frame_) {}

private:
    Frame frame_;
    FrameScope scope_;
};

}  // namespace weft::detail
