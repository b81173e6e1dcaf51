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

/// Writes one line per call: the hook, its arguments, each handler with its duration, and the duration of the whole. To trace
/// a fabric: `fabric.observe(weft::Trace());`.
///
/// A call that a handler makes is indented below the call that runs the handler. The lines of an outermost call are written
/// together when it ends; where several threads call, lines of other threads may stand between them, each of them whole. A call
/// has no line if the trace is not told of both its begin and its end, because it was connected, disconnected or blocked in
/// between; nothing of it is kept.
class WEFT_API Trace {
public:
    using Write = std::function<void(std::string_view line)>;

    /// Writes to standard error.
    Trace();
    /// Writes to the file, which the caller closes when the trace has gone; null writes nothing. A line that cannot be written
    /// is lost and the call goes on; the first loss is reported once, on standard error or else on standard output.
    explicit Trace(std::FILE* file);
    /// `write` gets each line without its end, in the thread of the call, several at once. What it throws leaves the call.
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
    std::shared_ptr<const void> key_;  // Under which it keeps its notes in the calls that run.
};

}  // namespace weft
