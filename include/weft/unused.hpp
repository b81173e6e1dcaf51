// SPDX-License-Identifier: MIT
// An observer that finds what was in vain: handlers that never ran, hooks nobody heard, arguments nobody read.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/event.hpp>

#include <fmt/core.h>

#include <memory>
#include <string>
#include <vector>

namespace weft {

class Fabric;

/// What `Unused::report` returns. fmt prints it. Each `nearest` is the name that may have been meant, or empty where none is
/// near.
struct UnusedReport {
    /// A handler that never ran.
    struct Handler {
        std::string hook;
        std::string callback;
        std::string nearest;  ///< Among the hooks that were called.
        bool was_called;      ///< Whether its hook was called at all.
    };
    /// A hook that was called, and for which no handler ran.
    struct Hook {
        std::string hook;
        std::string nearest;  ///< Among the hooks that have handlers and were never called.
    };
    /// An argument that was passed by name, and that no handler which ran takes.
    struct Argument {
        std::string hook;
        std::string argument;
        std::string nearest;  ///< Among the parameters of its handlers that it never passes.
    };

    std::vector<Handler> handlers;    ///< Connected at the time of the report, and never run.
    std::vector<Hook> hooks;          ///< Called, and no handler ever ran. Sorted by name.
    std::vector<Argument> arguments;  ///< Of hooks whose handlers ran. Sorted by hook and name.

    /// Whether there is nothing to report.
    [[nodiscard]] bool empty() const noexcept {
        return handlers.empty() && hooks.empty() && arguments.empty();
    }
};

/// Finds misspelt names. Before a run: `weft::Unused unused; fabric.observe(std::ref(unused));`. After it:
/// `fmt::print("{}", unused.report(fabric));`.
///
/// A handler that takes a `const Args&` counts as reading all arguments, unless its class says by `weft_reads` what it reads.
/// A hook that no call made is no fault of a callback that serves many loops: those of one callback are printed as one line. A
/// nearest name is given only for a name that nobody else knows: no other callback serves a hook of that
/// name, and it is none of the words of a training loop. Handlers of one class on one hook count as one. It
/// remembers each name once, so its size does not grow with the number of calls. Any thread, several at once.
class WEFT_API Unused {
public:
    Unused();
    Unused(Unused&& other) noexcept;
    Unused(const Unused&) = delete;
    Unused& operator=(const Unused&) = delete;
    Unused& operator=(Unused&&) = delete;
    ~Unused();

    /// It looks at names alone.
    static constexpr bool needs_durations = false;
    /// Called by the fabric that it observes.
    void operator()(const Event& event);

    /// What was in vain so far; `fabric` is the one that it observes. From any thread, also during a run.
    [[nodiscard]] UnusedReport report(const Fabric& fabric) const;

private:
    struct Seen;

    std::unique_ptr<Seen> seen_;
};

}  // namespace weft

/// Prints one line for each, with the name that may have been meant, or `nothing unused`. Of one callback, all hooks that were
/// not called and have no nearest name share a line: `on_exception, on_fit_end: ProgressBar never ran`.
template <>
struct fmt::formatter<weft::UnusedReport> : fmt::formatter<fmt::string_view> {
    WEFT_API fmt::format_context::iterator format(const weft::UnusedReport& report,
                                                  fmt::format_context& context) const;
};
