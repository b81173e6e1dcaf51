// SPDX-License-Identifier: MIT
// Tells a fabric's observers what happens. They are handlers of a hook of their own, so that everything that holds for
// a handler's connection holds for theirs.
#pragma once

#include "core.hpp"
#include "frame.hpp"

#include <weft/event.hpp>

namespace weft::detail {

struct Observation {
    /// Whether this call is to be observed: there are observers, and none of them has made the call.
    static bool is_due(const Core& core) noexcept;

    static void call_begin(WatchedEmission& call, std::string_view hook);
    static void call_end(WatchedEmission& call, std::string_view hook, Event::Duration duration,
                         const std::exception_ptr& exception);
    static void handler_begin(const Handler& handler, WatchedEmission& call);
    static void handler_end(const Handler& handler, WatchedEmission& call,
                            const std::exception_ptr& exception);

private:
    static void tell(WatchedEmission& observed, Event& event);
};

}  // namespace weft::detail
