// SPDX-License-Identifier: MIT
// What an observer sees: each call and each run of a handler, at its begin and at its end.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/args.hpp>
#include <weft/detail/engine/call_notes.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <string>
#include <string_view>

namespace weft {

namespace detail {

struct Handler;
class ObservedCall;

}  // namespace detail

/// When an observer is called: before a call and before each of its handlers, and after each of them.
enum class EventKind : std::uint8_t { call_begin, handler_begin, handler_end, call_end };

/// Valid while the observer runs, as are the arguments. The handler events of a call lie between its call events, in
/// the same thread.
///
/// A begin has an end unless it comes to nothing. A handler that an observer disconnects or blocks at `handler_begin`, or
/// whose fabric it destroys there, does not run: there is no `handler_end`, the call does not count it, `once` is not used
/// up, and `on_error` does not see it; for `every` the call has reached it. The same where an observer throws there, but
/// that leaves the call. Two threads may both begin a handler that is `once`: one of them runs it.
class WEFT_API Event {
public:
    using Kind = EventKind;
    using Duration = std::chrono::steady_clock::duration;

    /// Made by weft, for each observer.
    Event(EventKind kind, std::string_view hook, const Args& args,
          const detail::Handler* handler = nullptr) noexcept
        : kind_(kind), hook_(hook), args_(&args), handler_(handler) {}

    /// Begin or end, of a call or of a handler.
    [[nodiscard]] EventKind kind() const noexcept { return kind_; }
    /// The hook that is called.
    [[nodiscard]] std::string_view hook() const noexcept { return hook_; }
    /// The class of the callback, or `handler at file:line`; empty for a call.
    [[nodiscard]] std::string callback() const;
    /// The arguments of the call.
    [[nodiscard]] const Args& args() const noexcept { return *args_; }
    /// From begin to end; zero at the begin.
    [[nodiscard]] Duration duration() const noexcept { return duration_; }
    /// What left the handler or the call; null at the begin and where nothing did.
    [[nodiscard]] const std::exception_ptr& exception() const noexcept { return exception_; }
    /// How many handlers have run in this call; at its end only.
    [[nodiscard]] std::size_t ran() const noexcept { return ran_; }
    /// Whether the handler takes the argument at that place of the call, by position, by name or as a part of all.
    [[nodiscard]] bool reads(std::size_t argument) const noexcept;
    /// How many observed calls the thread was inside of when it made this one: 0 for a call that is in no other.
    [[nodiscard]] std::size_t depth() const noexcept { return notes_ != nullptr ? notes_->depth() : 0; }
    /// Where observers keep what they know of this call until it ends; null in an event that was made by hand.
    [[nodiscard]] detail::CallNotes* notes() const noexcept { return notes_; }

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
