// SPDX-License-Identifier: MIT
// A call that tells the fabric's observers what happens. Observers are handlers of a hook of their own, so that their
// connections behave as those of all handlers do.
#pragma once

#include "fabric/call.hpp"

#include <weft/event.hpp>

#include <chrono>
#include <cstdint>
#include <exception>
#include <string_view>

namespace weft::detail {

/// Runs the observers for one event. What an observer throws leaves the call that is observed.
struct ObserversCall final : Emission {
    void* event;  ///< The one argument.

    ObserversCall(const FabricState& of, const Event& told) noexcept
        : Emission({&fixed_shape<PositionalArg<const Event&>>, &event}, &of.observers, nullptr),
          event(const_cast<Event*>(&told)) {
        fabric = &of;
    }

    void handle_failure(Handler& handler) override;
};

/// Made by a call on a fabric with observers. Observers run in the thread of the call, and what one throws leaves the call.
class ObservedCall final : public FabricCall {
public:
    /// Whether a call that this thread makes is not made by one of the observers, whose calls are not observed.
    [[nodiscard]] static bool is_due(const FabricState& state) noexcept;

    /// `known` are the observers, of whom there is one at least.
    ObservedCall(const FabricState& of, std::string_view name, const View& arguments, Hook* on, Sink* to,
                 ObserversKnown&& known);

    // Tell the observers that the call begins, and that it ends, with the exception that leaves it or null.
    void begin();
    /// Looks for a hook that nobody listened to before the call: an observer may have connected the first handler.
    void look_again(std::string_view name, std::uint64_t hash);
    void end(const std::exception_ptr* thrown);

    [[nodiscard]] const CallNotes& notes() const noexcept { return notes_; }

    bool begin_run(Handler& handler) override;
    void end_run(const Handler& handler, const std::exception_ptr* thrown) override;
    bool run_observed(Handler& handler) override;
    void run_rest(Wrapping& around) override;

private:
    using Time = std::chrono::steady_clock::time_point;

    /// Runs the observers with the event: a sole one at once, several by an emission.
    void tell(EventKind kind, const Handler* handler);
    /// Called when an observer has come during the call.
    WEFT_DETAIL_COLD void know_anew();
    /// Ends the run of a handler, or the call, that began then.
    void tell_end(EventKind kind, const Handler* handler, Time begin, const std::exception_ptr* thrown);
    /// The time, if an observer asks for durations; else a time that is none.
    [[nodiscard]] Time now() const;

    CallNotes notes_;
    Event event_;  ///< Made once, as observers may use it while they run.
    ObserversKnown known_;
    ObserversCall telling_;
    // Taken after the observers have been told of the begin, so that their time does not count.
    Time call_begin_;
    Time handler_begin_;
};

}  // namespace weft::detail
