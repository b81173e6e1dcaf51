// SPDX-License-Identifier: MIT
// Which calls the current thread is in. It costs a call no atomic operation, and answers three questions: whether a
// thread that wants to wait for a handler is inside it, which call outlives the fabric it was made on, and where
// objects are put that must not end while the engine is at work.
#pragma once

#include "engine.hpp"

namespace weft::detail {

struct Core;

/// A call with what must outlive it.
struct Emission : Call {
    using Call::Call;
    Core* doomed = nullptr;  ///< Of a fabric that was destroyed meanwhile; ends with its outermost call.
};

/// The innermost frame of this thread, or null.
Frame* innermost_frame() noexcept;

/// Enters a frame; at the end releases what it has gathered and leaves it.
class FrameScope {
public:
    explicit FrameScope(Frame& frame) noexcept;
    FrameScope(const FrameScope&) = delete;
    FrameScope& operator=(const FrameScope&) = delete;
    ~FrameScope();

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

/// Releases what the frame has gathered so far.
void release_garbage(Frame& frame) noexcept;

}  // namespace weft::detail
