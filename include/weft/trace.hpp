// SPDX-License-Identifier: MIT
// An observer that writes down every call.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/event.hpp>

#include <cstdio>
#include <functional>
#include <memory>
#include <string_view>

namespace weft {

/// One line per call: the hook, its arguments, each handler with its duration, and the duration of the whole. Nested
/// calls are indented below the call they were made in. The lines of an outermost call are written one after the other, at
/// its end; where several threads call, whole lines of theirs may stand between. A call whose begin or end the trace is
/// not told of, as it was connected, let go of or blocked in the middle, has no line, and leaves nothing behind.
class WEFT_API Trace {
public:
    using Write = std::function<void(std::string_view line)>;

    /// Writes to standard error. What a file does not take is lost, which is said once, as `detail::Printer` does; the
    /// call goes on. A null file is nowhere.
    Trace();
    /// Writes to the file, which stays the caller's.
    explicit Trace(std::FILE* file);
    /// `write` gets each line without its end, in the thread of the call: in several at once where several call.
    explicit Trace(Write write);
    Trace(Trace&& other) noexcept;
    Trace(const Trace&) = delete;
    Trace& operator=(const Trace&) = delete;
    Trace& operator=(Trace&&) = delete;
    ~Trace();

    /// Called by the fabric that it observes.
    void operator()(const Event& event);

private:
    Write write_;
    std::shared_ptr<const void> key_;  // Of its notes in the calls that run.
};

}  // namespace weft
