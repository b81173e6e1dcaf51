// SPDX-License-Identifier: MIT
// Runs the handlers of a callback in a thread of its own, so that the loop goes on.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/callback.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>

namespace weft {

/// How much may wait, and what happens when that is reached.
struct BackgroundOptions {
    std::size_t capacity = 64;  ///< How many runs may wait; at least 1.
    /// When so many wait: drop the oldest one. Otherwise the call waits until there is room.
    bool drop_oldest = false;
};

/// What `in_background` returns: a callback with the hooks of the one that it wraps. In errors and reports it goes by the name
/// of that one.
///
/// **Order.** The handlers run one after the other, in the order of the calls. One that takes a `T&` runs in the calling
/// thread, after what is queued before it; no other handler runs meanwhile. From inside one of its handlers, a call neither
/// waits for room nor for the thread.
///
/// **Arguments.** The call copies the arguments that the handler takes, and no others; for `const Args&` all. A copy is of the
/// type that the argument has where it is passed, so that of a base class lacks what a derived class adds. Text is copied with
/// its characters. The call throws `ArgumentError` for other pointers and views, for what cannot be copied, and as for any
/// handler where an argument is missing or does not fit. Results do not count, and observers see the queueing.
///
/// **Errors.** What a handler throws leaves the next call of one of its hooks, when that has queued its own run, or `flush`;
/// each once. What nobody has taken when the last fabric or the object ends is written to standard error.
///
/// **The end.** `disconnect` of its connection drops what is queued, and `disconnect_and_wait` also waits for what runs. Where
/// a fabric or the object ends, what is queued is run first. A handler may do all of this, too.
///
/// Any thread, several at once. It has one thread of its own, which receives no signals. After a `fork` the child has no such
/// thread: it ends by `_exit` or `exec`, as `flush` and the end of the object would wait for ever.
class WEFT_API Background {
public:
    /// Use `in_background`. Throws `Error` for a capacity of 0.
    Background(Callback callback, BackgroundOptions options);
    Background(const Background&) = delete;
    Background& operator=(const Background&) = delete;
    ~Background();

    /// Returns when all that was queued has run. Throws what a handler has thrown and no call has taken.
    void flush();

    /// How many runs it has dropped because the queue was full.
    [[nodiscard]] std::uint64_t dropped() const;

    /// For weft's own use.
    static const detail::CallbackType& weft_run_time_type() noexcept;

private:
    class Queue;

    static detail::RegisteredCallback register_it(detail::KeptObject kept);

    Callback callback_;
    std::shared_ptr<Queue> queue_;
};

/// Takes a callback in any of its forms: `fabric.add(weft::in_background(weft::MetricsLogger({.csv = "metrics.csv"})));`
///
/// The thread begins here: throws `std::system_error` where the system has none, and `Error` for a capacity of 0. A callback
/// that is null or has expired is refused when it is added.
[[nodiscard]] WEFT_API std::shared_ptr<Background> in_background(Callback callback,
                                                                 BackgroundOptions options = {});

}  // namespace weft
