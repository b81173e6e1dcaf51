// SPDX-License-Identifier: MIT
// A call that tells the fabric's observers what happens. Observers are handlers of a hook of their own, so that their
// connections behave as those of all handlers do.
#pragma once

#include "fabric/call.hpp"

#include <weft/event.hpp>

#include <chrono>
#include <exception>
#include <string_view>

namespace weft::detail {

/// Runs the observers for one event. What an observer throws leaves the call that is observed.
struct ObserversCall final : Emission {
    void* event = nullptr;  ///< The one argument.

    explicit ObserversCall(const FabricState& of) noexcept
        : Emission({&fixed_shape<PositionalArg<const Event&>>, &event}, &of.observers, nullptr) {
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
    ObservedCall(const FabricState& of, const View& arguments, Hook* on, Sink* to, ObserversKnown known);

    /// Tells the observers that the call begins, and that it ends, with the exception that leaves it or null.
    void begin(std::string_view name);
    void end(std::string_view name, const std::exception_ptr& thrown);

    [[nodiscard]] const CallNotes& notes() const noexcept { return notes_; }

    bool begin_run(Handler& handler) override;
    void end_run(const Handler& handler, const std::exception_ptr& thrown) override;
    void run_rest(Wrapping& around) override;

private:
    using Time = std::chrono::steady_clock::time_point;

    /// Runs the observers with the event: a sole one at once, several by an emission.
    void tell(Event& event);
    /// The time, if an observer asks for durations; else a time that is none.
    [[nodiscard]] Time now() const;
    /// How long it has been since then; zero if either time is none.
    [[nodiscard]] Event::Duration since(Time begin) const;

    CallNotes notes_;
    ObserversKnown known_;
    ObserversCall telling_;  ///< Made once, as each event is told before the next one.
    // Taken after the observers have been told of the begin, so that their time does not count.
    Time call_begin_;
    Time handler_begin_;
};

}  // namespace weft::detail
