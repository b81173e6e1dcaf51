// SPDX-License-Identifier: MIT
// An observer that finds silence: handlers that never ran, hooks nobody heard, arguments nobody read.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/event.hpp>

#include <fmt/core.h>

#include <memory>
#include <string>
#include <vector>

namespace weft {

class Fabric;

/// Each `nearest` is a name that may have been meant, or empty.
struct UnusedReport {
    /// A handler that never ran.
    struct Handler {
        std::string hook;
        std::string callback;
        std::string nearest;  ///< Among the hooks that were called.
    };
    /// A hook that was called, and that nobody heard.
    struct Hook {
        std::string hook;
        std::string nearest;  ///< Among the hooks that have handlers.
    };
    /// An argument that was passed, and that no handler takes.
    struct Argument {
        std::string hook;
        std::string argument;
        std::string nearest;  ///< Among the parameters of the hook's handlers.
    };

    std::vector<Handler> handlers;  ///< Connected at the time of the report, and never run.
    std::vector<Hook>
        hooks;  ///< Called, and no handler ever ran. In order of the alphabet, like the arguments.
    std::vector<Argument> arguments;  ///< Passed by name to handlers none of which takes them.

    /// Whether nothing was silent.
    [[nodiscard]] bool empty() const noexcept {
        return handlers.empty() && hooks.empty() && arguments.empty();
    }
};

/// `Unused unused; fabric.observe(std::ref(unused));` before a run, `fmt::print("{}", unused.report(fabric));` after
/// it. A handler that takes `const Args&` counts as reading everything. Handlers of one class on one hook count as one.
class WEFT_API Unused {
public:
    Unused();
    Unused(Unused&& other) noexcept;
    Unused(const Unused&) = delete;
    Unused& operator=(const Unused&) = delete;
    Unused& operator=(Unused&&) = delete;
    ~Unused();

    /// Called by the fabric that it observes.
    void operator()(const Event& event);

    /// What was silent so far. From any thread.
    [[nodiscard]] UnusedReport report(const Fabric& fabric) const;

private:
    struct Seen;

    std::unique_ptr<Seen> seen_;
};

}  // namespace weft

/// One line for each, or `nothing unused`.
template <>
struct fmt::formatter<weft::UnusedReport> : fmt::formatter<fmt::string_view> {
    WEFT_API fmt::format_context::iterator format(const weft::UnusedReport& report,
                                                  fmt::format_context& context) const;
};
