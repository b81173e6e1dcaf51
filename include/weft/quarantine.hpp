// SPDX-License-Identifier: MIT
// A failure policy for `on_error`: a handler that keeps failing is taken out of the calls, and the others go on.
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

/// A handler that was blocked, as it was when it failed for the last time.
struct Quarantined {
    std::string hook;
    std::string callback;  ///< The class of the callback, or `handler at file:line`.
    std::size_t failures;  ///< How many in a row.
    std::string error;  ///< `std::runtime_error: no network`; the type alone for what is no `std::exception`.
    std::exception_ptr exception;
    Connection connection;
};

/// What `quarantine` makes. Copies share those they have blocked, so that one can be handed to `on_error` and another
/// kept to look at them; with the last copy all are let go. Usable from several threads at once, and in several fabrics.
class WEFT_API Quarantine {
public:
    using Report = std::function<void(const Quarantined&)>;

    /// Made by `quarantine`, which says what the parameters are.
    Quarantine(std::size_t failures, Report report);
    // Copied where others would be moved: none is ever without those it has blocked.
    Quarantine(const Quarantine&) = default;
    Quarantine& operator=(const Quarantine&) = default;
    ~Quarantine() = default;

    /// Called by `on_error`: blocks and reports the handler at its n-th failure in a row.
    void operator()(const Failure& failure) const;

    /// Those that are blocked and still connected, in the order in which they were.
    [[nodiscard]] std::vector<Quarantined> handlers() const;

    /// Lets one run again, or all; false or 0 where none is blocked. Its row is not broken before it succeeds: if the
    /// next run fails too, it is back.
    bool release(const Connection& connection) const;
    /// Lets all run again and returns how many.
    std::size_t release() const;

private:
    struct State;

    std::shared_ptr<State> state_;
};

/// `fabric.on_error(weft::quarantine(3))`: a handler that has failed that many times in a row is blocked through its
/// connection, for a callback with all its hooks, and reported; the calls go on. Failures before that pass silently:
/// to see each, call it from a function of your own. Throws `Error` for 0.
///
/// Reports with a line on standard error. Where that cannot be written, the calls go on all the same, and it is said once
/// on standard output.
[[nodiscard]] WEFT_API Quarantine quarantine(std::size_t failures);
/// Reports to a function, once for each that is blocked, in the thread of the call. What it throws leaves the call.
/// Throws `Error` for an empty one.
[[nodiscard]] WEFT_API Quarantine quarantine(std::size_t failures, Quarantine::Report report);

}  // namespace weft

/// `on_step: Uploader has failed 3 times in a row and is blocked, the last time with std::runtime_error: no network`
template <>
struct fmt::formatter<weft::Quarantined> : fmt::formatter<fmt::string_view> {
    WEFT_API fmt::format_context::iterator format(const weft::Quarantined& handler,
                                                  fmt::format_context& context) const;
};
