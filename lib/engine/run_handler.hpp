// SPDX-License-Identifier: MIT
// Runs one handler of an emission: what it throws, and what is told of it. `Of` is what is known of the emission's type: for one
// that is final, the compiler knows what it does before and after a handler.
#pragma once

#include "engine/emission.hpp"
#include "handlers/invoke.hpp"
#include "platform.hpp"

#include <weft/detail/export.hpp>

#include <cstddef>

namespace weft::detail {

/// Ends a row of failures, as the handler has returned.
WEFT_DETAIL_COLD void forget_failures(Handler& handler) noexcept;

/// Called in the `catch` block for an exception that `invoke` let out. Returns if the call goes on with the next handler,
/// otherwise throws. `ran_before` is how many handlers of the call had begun to run before this one.
WEFT_DETAIL_COLD void handle_exception(Handler& handler, Emission& call, std::size_t ran_before);

/// Called when the handler has returned: ends its row of failures and tells the call.
template <class Of>
WEFT_DETAIL_ALWAYS_INLINE inline void end_run(Handler& handler, Of& call) {
    if (handler.is(Handler::has_failed)) {
        forget_failures(handler);
    }
    call.end_run(handler, nullptr);
}

/// Invokes the handler. False if it threw and the call goes on all the same.
template <class Of>
WEFT_DETAIL_ALWAYS_INLINE inline bool run(Handler& handler, Of& call, bool is_announced) {
    const std::size_t ran_before = call.ran;
    try {
        invoke(handler, call, is_announced);
        return true;
    } catch (const ForcedUnwind&) {
        throw;  // The thread is being cancelled: the C library does not allow this exception to be kept.
    } catch (...) {
        handle_exception(handler, call, ran_before);
        return false;
    }
}

/// Runs the handler and ends its run. Where `is_announced`, has `begin_run` called between the last refusal and the handler.
/// False if no later handler runs.
template <class Of>
WEFT_DETAIL_ALWAYS_INLINE inline bool run_to_its_end(Handler& handler, Of& call, bool is_announced) {
    const std::size_t ran_before = call.ran;
    call.is_announced = is_announced;
    const bool has_returned = run(handler, call, is_announced);
    call.is_announced = false;
    if (!has_returned || call.ran == ran_before) {
        return true;  // It failed, or has not run.
    }
    end_run(handler, call);
    return !call.is_stopped;
}

}  // namespace weft::detail
