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
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace weft {

/// How much is kept for the trace.
struct ProfilerOptions {
    /// How many intervals are kept for the trace, 32 bytes each; later ones are counted and left out. 0: no trace.
    std::size_t trace_capacity = 1'000'000;
    std::function<std::chrono::steady_clock::time_point()> now = std::chrono::steady_clock::now;
};

/// `Profiler profiler; fabric.observe(std::ref(profiler));` before a run.
///
/// A span is what lies between the handlers of `on_X_start` and those of `on_X_end`, or `on_before_X` and `on_after_X`, in
/// one thread; a start without its end, or the other way round, is no span, nor is one that begins anew before its end. A
/// hook's time is that of its handlers. All times hold what happens inside: a nested call is part of the handler that makes
/// it. Any thread, several at once.
///
/// It begins afresh where `on_fit_start` is called: what it has measured is to be had until then, and what is open then is
/// not measured. So is a call or a run of which it is not told both ends, as it was connected, let go of or blocked in the
/// middle; nothing of it is kept beyond the call.
class WEFT_API Profiler {
public:
    using Clock = std::chrono::steady_clock;

    /// How often and how long something ran.
    struct Entry {
        std::string name;  ///< Of the span, the hook, or the callback.
        std::string hook;  ///< The one that the callback served; empty for spans and hooks.
        std::size_t count = 0;
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

    /// Called by the fabric that it observes.
    void operator()(const Event& event);

    /// Each sorted by total time, the longest first.
    [[nodiscard]] std::vector<Entry> spans() const;
    /// The time of all handlers of a hook together.
    [[nodiscard]] std::vector<Entry> hooks() const;
    /// The time of each callback on each hook that it serves.
    [[nodiscard]] std::vector<Entry> callbacks() const;

    /// All three as a table, in milliseconds and microseconds.
    [[nodiscard]] std::string table() const;

    /// Writes a Chrome trace, which Perfetto and chrome://tracing open: one row per thread, times in microseconds from the
    /// first event. Replaces the file whole; throws `Error`. The format is that of the Trace Event Format, "complete events":
    /// docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU.
    void write_trace(const std::filesystem::path& file) const;

private:
    enum class Kind : std::uint8_t { span, hook, callback };

    struct Key {
        Kind kind;
        std::string name;
        std::string hook;
        bool operator==(const Key&) const = default;
        bool operator<(const Key& other) const {
            return std::tie(kind, name, hook) < std::tie(other.kind, other.name, other.hook);
        }
    };
    struct Sum {
        std::size_t count = 0;
        Clock::duration total{};
        Clock::duration longest{};
    };
    /// Something that has begun and not ended.
    struct Open {
        Key key;
        Clock::time_point start;
    };
    struct Interval {
        const Key* key;  // Into the sums, whose nodes stay.
        Clock::time_point start;
        Clock::duration duration;
        std::uint32_t thread;
    };
    /// Calls and handlers of one call, innermost last: its note of that call.
    using OpenInCall = std::vector<Open>;
    /// The number of a thread, which ends with the thread.
    using ThreadMark = std::shared_ptr<const std::uint32_t>;
    using OpenSpans = std::map<std::string, Clock::time_point, std::less<>>;
    struct Measured {
        std::map<Key, Sum> sums;
        std::vector<Interval> trace;
        std::size_t left_out = 0;
    };

    static ThreadMark this_thread();
    void begin_afresh();
    void begin_span(const ThreadMark& thread, std::string_view name, Clock::time_point at);
    void end_span(const ThreadMark& thread, std::string_view name, Clock::time_point at);
    void end(OpenInCall& open, const Key& key, Clock::time_point at, std::uint32_t thread);
    void add(const Key& key, Clock::time_point start, Clock::time_point end, std::uint32_t thread);
    [[nodiscard]] std::vector<Entry> sorted(Kind kind) const;

    ProfilerOptions options_;
    mutable std::mutex mutex_;
    std::shared_ptr<Measured> measured_;  // Of this fit; also the key of its notes.
    std::map<std::weak_ptr<const std::uint32_t>, OpenSpans, std::owner_less<>> spans_;
};

}  // namespace weft
