// SPDX-License-Identifier: MIT
// Profiler: pairs the begin and the end of spans, calls and handlers, adds up the times, and writes the table and the trace.
#include <weft/callbacks/profiler.hpp>

#include "callbacks/files/replace_file.hpp"
#include "callbacks/metrics/numbers.hpp"
#include "callbacks/profile_rows.hpp"
#include "callbacks/thread_mark.hpp"

#include <algorithm>
#include <ostream>
#include <utility>

#include <fmt/format.h>

namespace weft {

namespace {

using Seconds = std::chrono::duration<double>;
using Microseconds = std::chrono::duration<double, std::micro>;

/// The span that a hook begins or ends; empty for a hook that does neither.
struct Mark {
    std::string_view begins;
    std::string_view ends;
};

/// `on_X_start` and `on_before_X` begin the span X, `on_X_end` and `on_after_X` end it.
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

}  // namespace

Profiler::Profiler(ProfilerOptions options)
    : options_(std::move(options)), measured_(std::make_shared<Measured>()) {}
Profiler::Profiler(Profiler&& other) noexcept
    : options_(std::move(other.options_)),
      measured_(std::move(other.measured_)),
      spans_(std::move(other.spans_)) {}
Profiler::~Profiler() = default;

void Profiler::operator()(const Event& event) {
    if (event.notes() == nullptr) {
        return;  // An event that was made by hand.
    }
    if (event.kind() == EventKind::call_begin || event.kind() == EventKind::handler_begin) {
        begin(event);
    } else {
        end(event);
    }
}

// The clock is read without the mutex, as it may be the user's code: at a begin last, and at an end first, so that the time of
// the profiler itself does not count.

void Profiler::begin(const Event& event) {
    const bool is_call = event.kind() == EventKind::call_begin;
    const std::string_view ended = is_call ? mark_of(event.hook()).ends : std::string_view();
    const Clock::time_point span_end = ended.empty() ? Clock::time_point() : options_.now();
    const std::string handler = is_call ? std::string() : event.callback();
    Open* begun = nullptr;
    {
        const std::lock_guard lock(mutex_);
        if (measured_ == nullptr || (is_call && event.hook() == "on_fit_start")) {
            begin_afresh();
        }
        auto* open = event.notes()->find<OpenInCall>(measured_);
        if (is_call) {
            end_span(detail::thread_mark(), ended, span_end);
            if (open == nullptr) {
                open = &event.notes()->keep(measured_, OpenInCall());
            }
        }
        if (open != nullptr) {  // Otherwise the profiler did not see the call begin.
            const KeyView key = is_call ? KeyView{Kind::hook, event.hook(), {}}
                                        : KeyView{Kind::callback, handler, event.hook()};
            begun = &open->emplace_back(Open{event.registration(), &sum_of(key), {}});
        }
    }
    if (begun != nullptr) {
        begun->start = options_.now();
    }
}

void Profiler::end(const Event& event) {
    const Clock::time_point at = options_.now();
    const ThreadMark thread = detail::thread_mark();
    const std::lock_guard lock(mutex_);
    if (measured_ == nullptr) {
        begin_afresh();
    }
    if (auto* const open = event.notes()->find<OpenInCall>(measured_); open != nullptr) {
        end(*open, event.registration(), at, *thread);
    }
    if (event.kind() == EventKind::call_end) {
        begin_span(thread, mark_of(event.hook()).begins, at);
    }
}

void Profiler::begin_afresh() {
    measured_ = std::make_shared<Measured>();
    spans_.clear();
}

void Profiler::begin_span(const ThreadMark& thread, std::string_view name, Clock::time_point at) {
    if (name.empty()) {
        return;
    }
    if (!spans_.contains(thread)) {
        // The spans of threads that have ended cannot end any more.
        std::erase_if(spans_, [](const auto& of_thread) { return of_thread.first.expired(); });
    }
    spans_[thread].insert_or_assign(std::string(name), at);
}

void Profiler::end_span(const ThreadMark& thread, std::string_view name, Clock::time_point at) {
    const auto of_thread = spans_.find(thread);
    if (of_thread == spans_.end()) {
        return;
    }
    if (const auto span = of_thread->second.find(name); span != of_thread->second.end()) {
        add(sum_of({Kind::span, span->first, {}}), span->second, at, *thread);
        of_thread->second.erase(span);
    }
}

void Profiler::end(OpenInCall& open, const detail::Registration* handler, Clock::time_point at,
                   std::uint32_t thread) {
    const auto last = std::find_if(open.rbegin(), open.rend(),
                                   [handler](const Open& one) { return one.handler == handler; });
    if (last == open.rend()) {
        return;  // The profiler did not see it begin.
    }
    const Open ended = *last;
    // Also removes what began inside it and did not end, because an observer threw or kept the handler from running.
    open.erase(std::prev(last.base()), open.end());
    if (ended.start.has_value()) {
        add(*ended.sum, *ended.start, at, thread);
    }
}

Profiler::Sums::value_type& Profiler::sum_of(const KeyView& key) {
    const auto known = measured_->sums.find(key);
    return known != measured_->sums.end()
               ? *known
               : *measured_->sums.try_emplace({key.kind, std::string(key.name), std::string(key.hook)}).first;
}

void Profiler::add(Sums::value_type& sum, Clock::time_point start, Clock::time_point end,
                   std::uint32_t thread) {
    const Clock::duration duration = end - start;
    ++sum.second.count;
    sum.second.total += duration;
    sum.second.longest = std::max(sum.second.longest, duration);
    if (measured_->trace.size() < options_.trace_capacity) {
        measured_->trace.push_back({&sum.first, start, duration, thread});
    } else {
        ++measured_->left_out;
    }
}

std::vector<Profiler::Entry> Profiler::sorted(Kind kind) const {
    std::vector<Entry> entries;
    {
        const std::lock_guard lock(mutex_);
        if (measured_ == nullptr) {
            return entries;  // This profiler was moved from.
        }
        for (const auto& [key, sum] : measured_->sums) {
            if (key.kind == kind && sum.count > 0) {
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
    return detail::profile_rows("span", spans()) + detail::profile_rows("hook", hooks()) +
           detail::profile_rows("callback", callbacks());
}

void Profiler::check_trace(const std::filesystem::path& file) {
    static_cast<void>(detail::is_replaced("Profiler", file));
}

void Profiler::write_trace(const std::filesystem::path& file) const {
    // Keeps the keys of the intervals if another fit begins meanwhile.
    std::shared_ptr<const Measured> measured;
    std::vector<Interval> trace;
    std::uint64_t left_out = 0;
    {
        const std::lock_guard lock(mutex_);
        measured = measured_;
        if (measured != nullptr) {
            trace = measured->trace;
            left_out = measured->left_out;
        }
    }
    std::stable_sort(trace.begin(), trace.end(),
                     [](const Interval& one, const Interval& other) { return one.start < other.start; });
    detail::replace_file("Profiler", file, [&trace, left_out](std::ostream& stream) {
        stream << fmt::format(R"({{"displayTimeUnit":"ms","otherData":{{"left_out":{}}},"traceEvents":[)",
                              left_out);
        std::string_view separator = "\n";
        for (const Interval& interval : trace) {
            // Keys are neither removed nor changed, so they are read without the mutex.
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
