// SPDX-License-Identifier: MIT
// A callback that ends a fit when the process receives a signal.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/args.hpp>
#include <weft/callback_macro.hpp>
#include <weft/event.hpp>
#include <weft/reads.hpp>

#include <array>
#include <csignal>
#include <initializer_list>
#include <memory>
#include <optional>

namespace weft {

/// Sets `should_stop` (a `bool&` or a `std::atomic<bool>&`) when the process has received one of the signals: at the next hook that
/// passes it. The loop has to look at that variable. It is never set back to false.
///
/// A second signal, also another one of them, does what it would have done without this callback: it usually ends the process.
/// Where several such callbacks live, the first signal stops all that watch it. What handled the signals before handles them
/// again when the last one that watches them is destroyed; a handler that somebody else has set meanwhile stays.
///
/// Added as a callback, it hears the hooks that have a method here. `fabric.observe(std::ref(stop))` instead of `add` lets it
/// hear any hook of any loop.
///
/// At `on_fit_start` it forgets a signal that has already stopped a fit, so that the next one begins afresh. One that has not
/// stops the fit that begins. Any thread, several at once; at most one fit at a time.
class WEFT_API StopOnSignal {
public:
    /// `weft::StopOnSignal{SIGTERM, SIGINT}`. Throws `Error` for a number that is no signal, and for one that cannot be handled.
    StopOnSignal(std::initializer_list<int> signals);
    /// Watches SIGTERM and SIGINT.
    StopOnSignal() : StopOnSignal{SIGTERM, SIGINT} {}
    StopOnSignal(StopOnSignal&& other) noexcept;
    StopOnSignal(const StopOnSignal&) = delete;
    StopOnSignal& operator=(const StopOnSignal&) = delete;
    StopOnSignal& operator=(StopOnSignal&&) = delete;
    ~StopOnSignal();

    /// The signal that was received since the fit began, or before it and not heeded; empty where there was none.
    [[nodiscard]] std::optional<int> received() const noexcept;
    /// Whether it has set `should_stop` since the fit began, where that was false before.
    [[nodiscard]] bool has_stopped() const noexcept;

    /// Called by the fabric that it observes.
    void operator()(const Event& event);

    void on_fit_start();
    void on_train_batch_end(const Args& args) { look(args); }
    void on_train_epoch_end(const Args& args) { look(args); }
    void on_validation_batch_end(const Args& args) { look(args); }
    void on_validation_epoch_end(const Args& args) { look(args); }

    /// What it reads from the arguments, for `check`, `hooks` and `Unused`.
    static constexpr std::array weft_reads{
        Read{"on_train_batch_end", "should_stop", Need::optional, true},
        Read{"on_train_epoch_end", "should_stop", Need::optional, true},
        Read{"on_validation_batch_end", "should_stop", Need::optional, true},
        Read{"on_validation_epoch_end", "should_stop", Need::optional, true}};

private:
    class Watch;

    void look(const Args& args);

    std::unique_ptr<Watch> watch_;
};
WEFT_CALLBACK(StopOnSignal, (on_fit_start), (on_train_batch_end), (on_train_epoch_end),
              (on_validation_batch_end), (on_validation_epoch_end))

}  // namespace weft
