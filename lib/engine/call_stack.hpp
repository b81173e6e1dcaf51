// SPDX-License-Identifier: MIT
// Which weft operations the current thread is inside of. It costs a call no atomic operation, and answers three questions:
// whether a thread that wants to wait for a handler is inside it, which call outlives the fabric it was made on, and where
// objects are put that must not end while the engine is at work.
#pragma once

namespace weft::detail {

class Registration;
struct FabricState;

/// One entry of the thread's stack of active weft operations. Only its own thread reads it.
struct Frame {
    Frame* outer = nullptr;                ///< The operation in which this one was begun.
    const FabricState* fabric = nullptr;   ///< Of a call: then the frame is an `Emission`. Null for a change.
    const Registration* inside = nullptr;  ///< The registration whose handler is running or about to run.
    const Registration* releasing = nullptr;  ///< The registration whose object is being destroyed.
    Registration* garbage = nullptr;          ///< To be released as soon as no engine code is on the stack.
    bool is_plain = false;  ///< Whether a call just runs handlers: no garbage, no inspection, no observer.
};

extern constinit thread_local Frame* innermost [[gnu::tls_model("initial-exec")]];

/// The innermost frame of this thread, or null.
inline Frame* innermost_frame() noexcept {
    return innermost;
}

/// Releases what the frame has gathered so far.
void release_garbage(Frame& frame) noexcept;

/// Enters a frame; at the end releases what it has gathered and leaves it.
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

/// Gathers what the engine lets go of during a change, and releases it at the end, without any lock.
class ChangeScope {
public:
    ChangeScope() noexcept : scope_(frame_) {}

private:
    Frame frame_;
    FrameScope scope_;
};

}  // namespace weft::detail
