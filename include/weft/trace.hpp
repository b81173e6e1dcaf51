// SPDX-License-Identifier: MIT
// An observer that writes down every call.
#pragma once

#include <weft/detail/compiler.hpp>

#include <weft/event.hpp>

#include <cstdio>
#include <functional>
#include <memory>
#include <string_view>

namespace weft {

/// One line per call: the hook, its arguments, each handler with its duration, and the duration of the whole. Nested
/// calls are indented below the call they were made in. The lines of an outermost call are written one after the other, at
/// its end; where several threads call, whole lines of theirs may stand between.
class WEFT_API Trace {
public:
    using Write = std::function<void(std::string_view line)>;

    /// Writes to standard error.
    Trace();
    explicit Trace(std::FILE* file);
    /// `write` gets each line without its end, in the thread of the call: in several at once where several call.
    explicit Trace(Write write);
    Trace(Trace&& other) noexcept;
    Trace(const Trace&) = delete;
    Trace& operator=(const Trace&) = delete;
    Trace& operator=(Trace&&) = delete;
    ~Trace();

    void operator()(const Event& event);

private:
    struct Lines;

    Write write_;
    std::unique_ptr<Lines> lines_;
};

}  // namespace weft
