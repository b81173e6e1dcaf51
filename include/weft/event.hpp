// SPDX-License-Identifier: MIT
// What an observer sees: each call and each run of a handler, when it begins and when it ends.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/args.hpp>
#include <weft/detail/engine/call_notes.hpp>

#include <cstddef>
#include <cstdint>
#include <exception>
// For std::chrono::nanoseconds, which timed locks need: <chrono> would be the dearest of all that this library includes.
#include <mutex>
#include <string>
#include <string_view>

namespace weft {

namespace detail {

struct Handler;
class ObservedCall;
class Registration;

}  // namespace detail

/// The moments at which an observer is called: before a call, before and after each of its handlers, and after the call.
enum class EventKind : std::uint8_t { call_begin, handler_begin, handler_end, call_end };

/// One moment of a call, as an observer sees it:
///
/// `fabric.observe([&](const weft::Event& event) { calls += event.kind() == weft::EventKind::call_end ? 1 : 0; });`
///
/// The event and its arguments are valid while the observer runs. The handler events of a call lie between its call events, in
/// the thread that calls; several threads may call an observer at the same time.
///
/// A `handler_begin` is not always followed by a `handler_end`. If an observer disconnects or blocks the handler at its
/// `handler_begin`, destroys the fabric there, or throws, then the handler does not run: the call does not count it, `once` is
/// not used up and `on_error` does not see it, though `every` has counted the call. What an observer throws leaves the call.
/// Two threads may both begin a handler that is `once`, of which one runs it.
class WEFT_API Event {
public:
    using Kind = EventKind;
    using Duration = std::chrono::steady_clock::duration;

    /// For weft's own use, and for tests of observers: an event made by hand has no `notes()`.
    Event(EventKind kind, std::string_view hook, const Args& args,
          const detail::Handler* handler = nullptr) noexcept
        : kind_(kind), hook_(hook), args_(&args), handler_(handler) {}

    /// Which moment it is.
    [[nodiscard]] EventKind kind() const noexcept { return kind_; }
    /// The name of the hook that is called.
    [[nodiscard]] std::string_view hook() const noexcept { return hook_; }
    /// Who handles it: the class of the callback, or `handler at file:line` for a function. Empty for an event of the call.
    [[nodiscard]] std::string callback() const;
    /// The arguments of the call.
    [[nodiscard]] const Args& args() const noexcept { return *args_; }
    /// The time from begin to end; zero in an event of a begin. That of a call includes the observers of its handlers. Zero
    /// also where no observer was there at the begin that needs durations: see `Fabric::observe`.
    [[nodiscard]] Duration duration() const noexcept { return duration_; }
    /// The exception that left the handler or the call. Null at the begin, and where none did.
    [[nodiscard]] const std::exception_ptr& exception() const noexcept { return exception_; }
    /// How many handlers have run in this call. Known at `call_end`; 0 before.
    [[nodiscard]] std::size_t ran() const noexcept { return ran_; }
    /// Whether the handler takes the argument at that place of the call, counted from 0: by position, by name, or because it
    /// takes a `const Args&`. False in an event of the call.
    [[nodiscard]] bool reads(std::size_t argument) const noexcept;
    /// How many observed calls the thread was already inside when it made this one: 0 for an outermost call.
    [[nodiscard]] std::size_t depth() const noexcept { return notes_ != nullptr ? notes_->depth() : 0; }
    /// For the observers of weft: where each keeps what it knows about this call until it ends. Null in an event made by hand.
    [[nodiscard]] detail::CallNotes* notes() const noexcept { return notes_; }
    /// For the observers of weft: what the handler was registered as, to ask for its name later. Null in an event of the call.
    [[nodiscard]] detail::Registration* registration() const noexcept;

private:
    friend class detail::ObservedCall;

    EventKind kind_;
    std::string_view hook_;
    const Args* args_;
    const detail::Handler* handler_;
    detail::CallNotes* notes_ = nullptr;
    Duration duration_{};
    std::exception_ptr exception_;
    std::size_t ran_ = 0;
};

}  // namespace weft
