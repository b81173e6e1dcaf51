// SPDX-License-Identifier: MIT
// An observer that measures where the time of a loop goes: which span, which hook, which callback.
#pragma once

#include <weft/detail/compiler.hpp>

#include <weft/event.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <tuple>
#include <vector>

namespace weft {

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
class WEFT_API Profiler {
public:
    using Clock = std::chrono::steady_clock;

    struct Entry {
        std::string name;  ///< Of the span, the hook, or the callback.
        std::string hook;  ///< The one that the callback served; empty for spans and hooks.
        std::size_t count = 0;
        std::chrono::duration<double> total{0.0};
        std::chrono::duration<double> longest{0.0};
    };

    explicit Profiler(ProfilerOptions options = {});
    Profiler(Profiler&& other) noexcept;
    Profiler(const Profiler&) = delete;
    Profiler& operator=(const Profiler&) = delete;
    Profiler& operator=(Profiler&&) = delete;
    ~Profiler();

    void operator()(const Event& event);

    /// Each sorted by total time, the longest first.
    [[nodiscard]] std::vector<Entry> spans() const;
    [[nodiscard]] std::vector<Entry> hooks() const;
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
    using Sums = std::map<Key, Sum>;
    /// Something that has begun and not ended.
    struct Open {
        Key key;
        Clock::time_point start;
    };
    struct Interval {
        const Key* key;  // Into sums_, whose nodes stay.
        Clock::time_point start;
        Clock::duration duration;
        std::uint32_t thread;
    };
    struct Thread {
        std::uint32_t number = 0;
        std::vector<Open> open;  // Calls and handlers, innermost last.
        std::map<std::string, Clock::time_point, std::less<>> spans;
    };

    void end(Thread& thread, const Key& key, Clock::time_point at);
    void end_span(Thread& thread, std::string_view name, Clock::time_point at);
    void add(const Key& key, Clock::time_point start, Clock::time_point end, std::uint32_t thread);
    [[nodiscard]] std::vector<Entry> sorted(Kind kind) const;

    ProfilerOptions options_;
    mutable std::mutex mutex_;
    Sums sums_;
    std::map<std::thread::id, Thread> threads_;
    std::vector<Interval> trace_;
    std::size_t left_out_ = 0;
};

}  // namespace weft
