// SPDX-License-Identifier: MIT
// Pairs begins and ends, adds them up, and spells the table and the trace.
#include <weft/callbacks/profiler.hpp>
#include <weft/detail/shown.hpp>

#include "numbers.hpp"
#include "replace_file.hpp"

#include <algorithm>
#include <ostream>
#include <utility>

#include <fmt/format.h>

namespace weft {

namespace {

using Seconds = std::chrono::duration<double>;
using Milliseconds = std::chrono::duration<double, std::milli>;
using Microseconds = std::chrono::duration<double, std::micro>;

/// The span that a hook begins or ends; empty for a hook that does neither.
struct Mark {
    std::string_view begins;
    std::string_view ends;
};

Mark mark_of(std::string_view hook) {
    constexpr std::string_view on = "on_";
    constexpr std::string_view before = "on_before_";
    constexpr std::string_view after = "on_after_";
    constexpr std::string_view start = "_start";
    constexpr std::string_view end = "_end";
    if (hook.starts_with(before)) {
        return {hook.substr(before.size()), {}};
    }
    if (hook.starts_with(after)) {
        return {{}, hook.substr(after.size())};
    }
    if (hook.starts_with(on) && hook.ends_with(start) && hook.size() > on.size() + start.size()) {
        return {hook.substr(on.size(), hook.size() - on.size() - start.size()), {}};
    }
    if (hook.starts_with(on) && hook.ends_with(end) && hook.size() > on.size() + end.size()) {
        return {{}, hook.substr(on.size(), hook.size() - on.size() - end.size())};
    }
    return {};
}

std::string rows(std::string_view title, const std::vector<Profiler::Entry>& entries) {
    if (entries.empty()) {
        return {};
    }
    std::string text = fmt::format("{:<56} {:>9} {:>12} {:>12} {:>12}\n", title, "count", "total ms",
                                   "mean us", "longest us");
    for (const Profiler::Entry& entry : entries) {
        const std::string name =
            detail::shown(entry.hook.empty() ? entry.name : fmt::format("{}.{}", entry.name, entry.hook));
        text += fmt::format("  {:<54} {:>9} {:>12.3f} {:>12.2f} {:>12.2f}\n", name, entry.count,
                            Milliseconds(entry.total).count(),
                            Microseconds(entry.total).count() / static_cast<double>(entry.count),
                            Microseconds(entry.longest).count());
    }
    return text;
}

}  // namespace

Profiler::Profiler(ProfilerOptions options) : options_(std::move(options)) {}
// The nodes of a map that is moved stay where they are, so the trace still refers to them.
Profiler::Profiler(Profiler&& other) noexcept
    : options_(std::move(other.options_)),
      sums_(std::move(other.sums_)),
      threads_(std::move(other.threads_)),
      trace_(std::move(other.trace_)),
      left_out_(other.left_out_) {}
Profiler::~Profiler() = default;

void Profiler::operator()(const Event& event) {
    // Outside the lock: the clock is the user's.
    const Clock::time_point at = options_.now();
    const bool is_call = event.kind() == EventKind::call_begin || event.kind() == EventKind::call_end;
    Key key = is_call ? Key{Kind::hook, std::string(event.hook()), {}}
                      : Key{Kind::callback, event.callback(), std::string(event.hook())};
    const Mark mark = is_call ? mark_of(event.hook()) : Mark{};

    const std::lock_guard lock(mutex_);
    const auto [place, is_first] = threads_.try_emplace(std::this_thread::get_id());
    Thread& thread = place->second;
    if (is_first) {
        thread.number = static_cast<std::uint32_t>(threads_.size());
    }
    switch (event.kind()) {
        case EventKind::call_begin:
            end_span(thread, mark.ends, at);
            thread.open.push_back({std::move(key), at});
            break;
        case EventKind::handler_begin: thread.open.push_back({std::move(key), at}); break;
        case EventKind::handler_end: end(thread, key, at); break;
        case EventKind::call_end:
            end(thread, key, at);
            if (!mark.begins.empty()) {
                thread.spans.insert_or_assign(std::string(mark.begins), at);
            }
            break;
    }
}

void Profiler::end(Thread& thread, const Key& key, Clock::time_point at) {
    std::vector<Open>& open = thread.open;
    const auto last =
        std::find_if(open.rbegin(), open.rend(), [&key](const Open& one) { return one.key == key; });
    if (last == open.rend()) {
        return;  // Observed from the middle on.
    }
    const Clock::time_point start = last->start;
    // What began inside and never ended: another observer threw.
    open.erase(std::prev(last.base()), open.end());
    add(key, start, at, thread.number);
}

void Profiler::end_span(Thread& thread, std::string_view name, Clock::time_point at) {
    if (const auto span = thread.spans.find(name); span != thread.spans.end()) {
        add({Kind::span, span->first, {}}, span->second, at, thread.number);
        thread.spans.erase(span);
    }
}

void Profiler::add(const Key& key, Clock::time_point start, Clock::time_point end, std::uint32_t thread) {
    const auto sum = sums_.try_emplace(key).first;
    const Clock::duration duration = end - start;
    ++sum->second.count;
    sum->second.total += duration;
    sum->second.longest = std::max(sum->second.longest, duration);
    if (trace_.size() < options_.trace_capacity) {
        trace_.push_back({&sum->first, start, duration, thread});
    } else {
        ++left_out_;
    }
}

std::vector<Profiler::Entry> Profiler::sorted(Kind kind) const {
    std::vector<Entry> entries;
    {
        const std::lock_guard lock(mutex_);
        for (const auto& [key, sum] : sums_) {
            if (key.kind == kind) {
                entries.push_back({key.name, key.hook, sum.count, Seconds(sum.total), Seconds(sum.longest)});
            }
        }
    }
    std::stable_sort(entries.begin(), entries.end(),
                     [](const Entry& one, const Entry& other) { return one.total > other.total; });
    return entries;
}

std::vector<Profiler::Entry> Profiler::spans() const {
    return sorted(Kind::span);
}

std::vector<Profiler::Entry> Profiler::hooks() const {
    return sorted(Kind::hook);
}

std::vector<Profiler::Entry> Profiler::callbacks() const {
    return sorted(Kind::callback);
}

std::string Profiler::table() const {
    return rows("span", spans()) + rows("hook", hooks()) + rows("callback", callbacks());
}

void Profiler::write_trace(const std::filesystem::path& file) const {
    std::vector<Interval> trace;
    std::size_t left_out = 0;
    {
        const std::lock_guard lock(mutex_);
        trace = trace_;
        left_out = left_out_;
    }
    std::stable_sort(trace.begin(), trace.end(),
                     [](const Interval& one, const Interval& other) { return one.start < other.start; });
    detail::replace_file("Profiler", file, [&trace, left_out](std::ostream& stream) {
        stream << fmt::format(R"({{"displayTimeUnit":"ms","otherData":{{"left_out":{}}},"traceEvents":[)",
                              left_out);
        std::string_view separator = "\n";
        for (const Interval& interval : trace) {
            // Keys are never removed or changed, so no lock is needed to read them.
            const Key& key = *interval.key;
            constexpr std::string_view categories[] = {"span", "hook", "callback"};
            stream << separator
                   << fmt::format(
                          R"({{"name":{},"cat":"{}","ph":"X","ts":{:.3f},"dur":{:.3f},"pid":1,"tid":{})",
                          detail::to_json(key.name), categories[static_cast<std::size_t>(key.kind)],
                          Microseconds(interval.start - trace.front().start).count(),
                          Microseconds(interval.duration).count(), interval.thread);
            if (!key.hook.empty()) {
                stream << fmt::format(R"(,"args":{{"hook":{}}})", detail::to_json(key.hook));
            }
            stream << '}';
            separator = ",\n";
        }
        stream << "\n]}\n";
    });
}

}  // namespace weft
