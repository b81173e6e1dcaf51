// SPDX-License-Identifier: MIT
// Which calls the current thread is in. It costs a call no atomic operation, and answers three questions: whether a
// thread that wants to wait for a handler is inside it, which call outlives the fabric it was made on, and where
// objects are put that must not end while the engine is at work.
#pragma once

#include "engine.hpp"

#include <weft/detail/call_notes.hpp>

#include <chrono>

namespace weft::detail {

struct Core;

/// A call with what must outlive it.
struct Emission : Call {
    using Call::Call;
    Core* doomed = nullptr;  ///< Of a fabric that was destroyed meanwhile; ends with its outermost call.
};

/// A call that may be observed; each that is, is one.
struct WatchedEmission : Emission {
    using Emission::Emission;
    std::chrono::steady_clock::time_point handler_begin;  ///< Of the handler that runs.
    CallNotes notes;
};

/// The innermost observed call from the frame outwards, or null.
inline const WatchedEmission* observed_call(const Frame* frame) noexcept {
    while (frame != nullptr && (frame->core == nullptr || !static_cast<const Call*>(frame)->is_observed)) {
        frame = frame->outer;
    }
    return static_cast<const WatchedEmission*>(frame);
}

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

/// Deletes the core of a fabric that has been destroyed.
void end(Core* core) noexcept;

/// The last act of a call: the end of the fabric that was destroyed in it.
struct EndDoomed {
    Emission& call;

    ~EndDoomed() {
        if (call.doomed != nullptr) [[unlikely]] {
            end(call.doomed);
        }
    }
};

/// Looks at the handlers of a fabric instead of running them. Ends as a call does: while it lasts, so does the core, even
/// if another thread lets go of a handler and this one releases what the handler owned, the fabric included.
class Inspection {
public:
    explicit Inspection(const Core& core) noexcept;

    /// Shows the visit all handlers: the hooks in order of first use, the handlers in the order of a call.
    void visit(Visit& visit);

private:
    static constexpr Shape nothing_{nullptr, 0, 0, false, false};

    Emission call_;
    EndDoomed end_doomed_{call_};
    FrameScope scope_{call_};
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
