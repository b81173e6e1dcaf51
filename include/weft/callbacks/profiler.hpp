// SPDX-License-Identifier: MIT
// An observer that measures where the time of a loop goes: which span, which hook, which callback.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/event.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace weft {

/// How much is kept for the trace, and the clock.
struct ProfilerOptions {
    /// How many intervals are kept for the trace, 32 bytes each. Later ones are missing from the trace, which says how many
    /// they are. 0: no trace.
    std::size_t trace_capacity = 1'000'000;
    /// The clock; tests put in one of their own.
    std::function<std::chrono::steady_clock::time_point()> now = std::chrono::steady_clock::now;
};

/// Measures spans, hooks and callbacks. Before a run: `weft::Profiler profiler; fabric.observe(std::ref(profiler));`. After it:
/// `fmt::print("{}", profiler.table());`.
///
/// A span is the time between the calls of `on_X_start` and `on_X_end`, or of `on_before_X` and `on_after_X`, in one thread:
/// from the end of the first to the begin of the second. One of the two alone makes no span; where the first comes twice, the
/// second time counts. The time of a hook is that of its calls. Times include what happens inside: a call that a handler makes
/// is part of the time of that handler. Any thread, several at once.
///
/// Begins afresh at the call of `on_fit_start`; until then, the results of the last fit can be read. What was under way at that
/// moment is not measured, nor is a call or a run of a handler if the profiler is not told of both its begin and its end,
/// because it was connected, disconnected or blocked in between.
class WEFT_API Profiler {
public:
    using Clock = std::chrono::steady_clock;

    /// How often and how long something ran, with everything inside it.
    struct Entry {
        std::string name;  ///< The name of the span, the hook or the callback.
        std::string hook;  ///< The hook that the callback served; empty for spans and hooks.
        std::uint64_t count = 0;
        std::chrono::duration<double> total{0.0};
        std::chrono::duration<double> longest{0.0};
    };

    /// Measures once `fabric.observe(std::ref(profiler))` has made it an observer.
    explicit Profiler(ProfilerOptions options = {});
    Profiler(Profiler&& other) noexcept;
    Profiler(const Profiler&) = delete;
    Profiler& operator=(const Profiler&) = delete;
    Profiler& operator=(Profiler&&) = delete;
    ~Profiler();

    /// It has a clock of its own.
    static constexpr bool needs_durations = false;
    /// Called by the fabric that it observes.
    void operator()(const Event& event);

    /// The spans, by total time, the longest first.
    [[nodiscard]] std::vector<Entry> spans() const;
    /// The hooks, each with the time of its calls, the longest first.
    [[nodiscard]] std::vector<Entry> hooks() const;
    /// The callbacks, an entry for each hook that one serves, the longest first. Two of one class count as one.
    [[nodiscard]] std::vector<Entry> callbacks() const;

    /// All three as a table of text, with totals in milliseconds, means and maxima in microseconds.
    [[nodiscard]] std::string table() const;

    /// Writes a trace that Perfetto and chrome://tracing open: one row per thread, times in microseconds from the first event.
    ///
    /// The file is replaced as a whole; if it cannot be written, throws `Error` and the old one stays. The format is the Trace
    /// Event Format, "complete events": docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU.
    void write_trace(const std::filesystem::path& file) const;

    /// Throws the `Error` that `write_trace` would throw where the folder does not exist or the path names nothing that can be
    /// written: to be told before a fit, and not after it. Writes nothing.
    static void check_trace(const std::filesystem::path& file);

private:
    enum class Kind : std::uint8_t { span, hook, callback };

    struct KeyView {
        Kind kind;
        std::string_view name;
        std::string_view hook;
    };
    struct Key {
        Kind kind;
        std::string name;
        std::string hook;

        operator KeyView() const noexcept { return {kind, name, hook}; }
    };
    struct IsLess {
        using is_transparent = void;
        bool operator()(const KeyView& one, const KeyView& other) const noexcept {
            return std::tie(one.kind, one.name, one.hook) < std::tie(other.kind, other.name, other.hook);
        }
    };
    struct Sum {
        std::uint64_t count = 0;
        Clock::duration total{};
        Clock::duration longest{};
    };
    using Sums = std::map<Key, Sum, IsLess>;
    /// A call or a handler that has begun and not ended.
    struct Open {
        const detail::Registration* handler;  // Null for the call.
        Sums::value_type* sum;
        std::optional<Clock::time_point> start;  // Empty where the clock has thrown.
    };
    struct Interval {
        const Key* key;  // A key of the sums, whose nodes never move.
        Clock::time_point start;
        Clock::duration duration;
        std::uint32_t thread;
    };
    /// What is open in one call, the call itself and its handlers, innermost last: the profiler's note of that call.
    using OpenInCall = std::vector<Open>;
    /// The number of a thread. A `std::weak_ptr` to it tells whether the thread has ended.
    using ThreadMark = std::shared_ptr<const std::uint32_t>;
    using OpenSpans = std::map<std::string, Clock::time_point, std::less<>>;
    struct Measured {
        Sums sums;
        std::vector<Interval> trace;
        std::uint64_t left_out = 0;
    };

    void begin(const Event& event);
    void end(const Event& event);
    void begin_afresh();
    Sums::value_type& sum_of(const KeyView& key);
    void begin_span(const ThreadMark& thread, std::string_view name, Clock::time_point at);
    void end_span(const ThreadMark& thread, std::string_view name, Clock::time_point at);
    void end(OpenInCall& open, const detail::Registration* handler, Clock::time_point at,
             std::uint32_t thread);
    void add(Sums::value_type& sum, Clock::time_point start, Clock::time_point end, std::uint32_t thread);
    [[nodiscard]] std::vector<Entry> sorted(Kind kind) const;

    ProfilerOptions options_;
    mutable std::mutex mutex_;
    std::shared_ptr<Measured> measured_;  // Of this fit; also the key of its notes.
    std::map<std::weak_ptr<const std::uint32_t>, OpenSpans, std::owner_less<>> spans_;
};

}  // namespace weft
