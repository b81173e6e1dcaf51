// SPDX-License-Identifier: MIT
// A callback that prints where the time of a fit went.
#pragma once

#include <chrono>

#include <fmt/core.h>
#include <weft/callback_macro.hpp>

namespace demo {

/// The time between a start hook and its end hook. It holds the work of the loop and that of the callbacks
/// which run in between: those listed after this one at the start hook, before it at the end hook.
struct Profiler {
    using Clock = std::chrono::steady_clock;

    struct Span {
        Clock::time_point start{};
        Clock::duration sum{};
        int count = 0;

        void begin() { start = Clock::now(); }
        void end() {
            sum += Clock::now() - start;
            ++count;
        }
        double milliseconds() const { return std::chrono::duration<double, std::milli>{sum}.count(); }
    };

    Span fit, train_epoch, train_batch, backward, validation_epoch, validation_batch;

    void on_fit_start() { fit.begin(); }
    void on_train_epoch_start() { train_epoch.begin(); }
    void on_train_epoch_end() { train_epoch.end(); }
    void on_train_batch_start() { train_batch.begin(); }
    void on_train_batch_end() { train_batch.end(); }
    void on_before_backward() { backward.begin(); }
    void on_after_backward() { backward.end(); }
    void on_validation_epoch_start() { validation_epoch.begin(); }
    void on_validation_epoch_end() { validation_epoch.end(); }
    void on_validation_batch_start() { validation_batch.begin(); }
    void on_validation_batch_end() { validation_batch.end(); }

    void on_fit_end() {
        fit.end();
        fmt::print("profiler: {:<16} {:>6} {:>10} {:>10} {:>6}\n", "span", "count", "sum ms", "mean ms",
                   "share");
        print("fit", fit);
        print("train epoch", train_epoch);
        print("train batch", train_batch);
        print("backward", backward);
        print("validation epoch", validation_epoch);
        print("validation batch", validation_batch);
    }

private:
    void print(const char* name, const Span& span) const {
        if (span.count > 0) {
            fmt::print("profiler: {:<16} {:>6} {:>10.2f} {:>10.3f} {:>5.1f}%\n", name, span.count,
                       span.milliseconds(), span.milliseconds() / span.count,
                       100.0 * span.milliseconds() / fit.milliseconds());
        }
    }
};
WEFT_CALLBACK(Profiler, (on_fit_start), (on_fit_end), (on_train_epoch_start), (on_train_epoch_end),
              (on_train_batch_start), (on_train_batch_end), (on_before_backward), (on_after_backward),
              (on_validation_epoch_start), (on_validation_epoch_end), (on_validation_batch_start),
              (on_validation_batch_end))

}  // namespace demo
