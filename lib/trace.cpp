// SPDX-License-Identifier: MIT
// Writes down every call.
#include <weft/trace.hpp>

#include "frame.hpp"
#include "messages.hpp"

#include <weft/detail/printer.hpp>
#include <weft/detail/shown.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace weft {

namespace {

std::string spell_duration(Event::Duration duration) {
    return fmt::format("{:.1f} us", std::chrono::duration<double, std::micro>(duration).count());
}

std::string spell_exception(const std::exception_ptr& exception) {
    if (exception == nullptr) {
        return {};
    }
    return " threw " + detail::spell_exception(exception);
}

/// How many observed calls this thread is in.
std::size_t depth() {
    std::size_t calls = 0;
    for (const detail::Frame* frame = detail::innermost_frame(); frame != nullptr; frame = frame->outer) {
        calls += frame->core != nullptr && static_cast<const detail::Call*>(frame)->is_observed ? 1 : 0;
    }
    return calls;
}

Trace::Write write_to(std::FILE* file) {
    return [printer = detail::Printer("Trace", file)](std::string_view line) {
        printer.print(fmt::format("{}\n", line));
    };
}

}  // namespace

struct Trace::Lines {
    /// What a thread is about to write.
    struct OfThread {
        std::vector<std::string> lines;  // Of the outermost call and all in it, in the order of their begins.
        std::vector<std::size_t> open;   // The lines of the calls that have not ended, innermost last.
    };

    std::mutex mutex;
    std::map<std::thread::id, OfThread> threads;
};

Trace::Trace() : Trace(stderr) {}
Trace::Trace(std::FILE* file) : Trace(write_to(file)) {}
Trace::Trace(Write write) : write_(std::move(write)), lines_(std::make_unique<Lines>()) {}
Trace::Trace(Trace&& other) noexcept = default;
Trace::~Trace() = default;

void Trace::operator()(const Event& event) {
    // Formatters of the user's run here, before the lock.
    std::string text;
    switch (event.kind()) {
        case EventKind::call_begin: text = fmt::format("{} {}", event.hook(), event.args()); break;
        case EventKind::handler_begin: return;
        case EventKind::handler_end:
            text = fmt::format("; {} {}{}", event.callback(), spell_duration(event.duration()),
                               spell_exception(event.exception()));
            break;
        case EventKind::call_end:
            text = fmt::format("; {} ran, {}{}", event.ran(), spell_duration(event.duration()),
                               spell_exception(event.exception()));
            break;
    }
    text = detail::shown(text);  // A call is one line, whatever its arguments hold.
    std::vector<std::string> finished;
    {
        const std::lock_guard lock(lines_->mutex);
        Lines::OfThread& thread = lines_->threads[std::this_thread::get_id()];
        // Calls whose end was not told: the trace was blocked then, or another
        // observer threw.
        const std::size_t around = depth() - (event.kind() == EventKind::call_begin ? 1 : 0);
        thread.open.resize(std::min(thread.open.size(), around));
        if (event.kind() == EventKind::call_begin) {
            thread.open.push_back(thread.lines.size());
            thread.lines.push_back(std::string(2 * (thread.open.size() - 1), ' ') + text);
            return;
        }
        if (thread.open.empty()) {
            return;  // Observed from the middle of a call on.
        }
        thread.lines[thread.open.back()] += text;
        if (event.kind() == EventKind::call_end) {
            thread.open.pop_back();
        }
        if (!thread.open.empty()) {
            return;
        }
        finished = std::move(thread.lines);
        lines_->threads.erase(std::this_thread::get_id());
    }
    for (const std::string& line : finished) {
        write_(line);
    }
}

}  // namespace weft
