// SPDX-License-Identifier: MIT
// A function for `Fabric::on_error`: blocks a handler that keeps failing, and lets the others go on.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/failure.hpp>

#include <fmt/core.h>

#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace weft {

/// A handler that was blocked, as it was when it failed for the last time. fmt prints it.
struct Quarantined {
    std::string hook;
    std::string callback;  ///< The class of the callback, or `handler at file:line`.
    std::size_t failures;  ///< How many in a row.
    std::string error;  ///< `std::runtime_error: no network`; the type alone for what is no `std::exception`.
    std::exception_ptr exception;
    Connection connection;
};

/// What `quarantine` makes: give it to `on_error`, and keep a copy to see which handlers are blocked.
///
/// Copies share the list of blocked handlers. When the last copy is destroyed, all of them run again. It may be used from
/// several threads at once, and in several fabrics.
class WEFT_API Quarantine {
public:
    using Report = std::function<void(const Quarantined&)>;

    /// Use `quarantine` instead, which describes the parameters.
    Quarantine(std::size_t failures, Report report);
    // No move operations, so that moving copies: no object is ever without the list.
    Quarantine(const Quarantine&) = default;
    Quarantine& operator=(const Quarantine&) = default;
    ~Quarantine() = default;

    /// Called by the fabric: blocks and reports the handler at its n-th failure in a row.
    void operator()(const Failure& failure) const;

    /// The handlers that are blocked and still connected, in the order in which they were blocked.
    [[nodiscard]] std::vector<Quarantined> handlers() const;

    /// Lets the handlers of that connection run again. Returns false where they are not blocked here. Failures in a row end
    /// with a success only: if the next run fails too, the handler is blocked again.
    bool release(const Connection& connection) const;
    /// Lets all of them run again, and returns how many connections that were.
    std::size_t release() const;

private:
    struct State;

    std::shared_ptr<State> state_;
};

/// `fabric.on_error(weft::quarantine(3))`: blocks a handler that has failed that many times in a row, a callback with all its
/// hooks, and reports it. The calls go on with the next handler.
///
/// Earlier failures pass silently: to see each, call the object from a function of your own. Throws `Error` for 0. Reports
/// with a line on standard error; if that cannot be written, it says so once on standard output and goes on.
[[nodiscard]] WEFT_API Quarantine quarantine(std::size_t failures);
/// The same, but reports to a function: once for each connection that is blocked, in the thread of the call. What it throws
/// leaves the call. Throws `Error` also for an empty function.
[[nodiscard]] WEFT_API Quarantine quarantine(std::size_t failures, Quarantine::Report report);

}  // namespace weft

/// Prints
/// `on_step: Uploader has failed 3 times in a row and is blocked, the last time with std::runtime_error: no network`.
template <>
struct fmt::formatter<weft::Quarantined> : fmt::formatter<fmt::string_view> {
    WEFT_API fmt::format_context::iterator format(const weft::Quarantined& handler,
                                                  fmt::format_context& context) const;
};
