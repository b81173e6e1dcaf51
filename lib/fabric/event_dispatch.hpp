// SPDX-License-Identifier: MIT
// A call that tells the fabric's observers what happens. They are handlers of a hook of their own, so that everything that
// holds for a handler's connection holds for theirs.
#pragma once

#include "fabric/call.hpp"

#include <weft/event.hpp>

#include <chrono>
#include <exception>
#include <string_view>

namespace weft::detail {

class ObservedCall final : public FabricCall {
public:
    /// Whether a call is to be observed: there are observers, and none of them has made the call.
    [[nodiscard]] static bool is_due(const FabricState& state) noexcept;

    ObservedCall(const FabricState& of, const View& arguments, Hook* on, Sink* to);

    /// Tells of the call's begin, and of its end with what has left it or null.
    void begin(std::string_view name);
    void end(std::string_view name, const std::exception_ptr& thrown);

    [[nodiscard]] const CallNotes& notes() const noexcept { return notes_; }

    bool begin_run(Handler& handler) override;
    void end_run(const Handler& handler, const std::exception_ptr& thrown) override;

private:
    using Time = std::chrono::steady_clock::time_point;

    void tell(Event& event);

    CallNotes notes_;
    Time call_begin_;
    Time handler_begin_;
};

}  // namespace weft::detail
