// SPDX-License-Identifier: MIT
// Trace: collects a line for each call, and writes the lines of an outermost call and all within it when that call ends.
#include <weft/trace.hpp>

#include <weft/detail/text/escaped.hpp>
#include <weft/detail/text/exception_text.hpp>
#include <weft/detail/text/printer.hpp>

#include <fmt/format.h>

#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace weft {

namespace {

/// What the trace keeps in the notes of a call that is running.
struct Traced {
    // The lines of the outermost call and of all calls within it, in the order in which they began.
    std::shared_ptr<std::vector<std::string>> lines;
    bool is_outermost;
    std::size_t depth;  // By how many levels its line is indented.
    // Places of this call's own unfinished lines: one for each time that the trace was made an observer of the fabric.
    std::vector<std::size_t> open;
};

std::string spell_duration(Event::Duration duration) {
    return fmt::format("{:.1f} us", std::chrono::duration<double, std::micro>(duration).count());
}

std::string spell_thrown(const std::exception_ptr& exception) {
    return exception == nullptr ? std::string() : " threw " + detail::exception_text(exception);
}

/// What to keep for a call that begins. Within a call whose begin the trace has seen, it adds to the lines of that call, one
/// level deeper; otherwise it is an outermost call.
Traced traced(const std::shared_ptr<const void>& key, const detail::CallNotes& notes) {
    for (const detail::CallNotes* outer = notes.outer(); outer != nullptr; outer = outer->outer()) {
        if (const auto* const around = outer->find<Traced>(key)) {
            return {around->lines, false, around->depth + 1, {}};
        }
    }
    return {std::make_shared<std::vector<std::string>>(), true, 0, {}};
}

Trace::Write write_to(std::FILE* file) {
    return [printer = detail::Printer("Trace", file)](std::string_view line) {
        printer.print(fmt::format("{}\n", line));
    };
}

}  // namespace

Trace::Trace() : Trace(stderr) {}
Trace::Trace(std::FILE* file) : Trace(write_to(file)) {}
Trace::Trace(Write write) : write_(std::move(write)), key_(std::make_shared<const char>()) {}
Trace::Trace(Trace&& other) noexcept = default;
Trace::~Trace() = default;

void Trace::operator()(const Event& event) {
    if (event.kind() == EventKind::handler_begin || event.notes() == nullptr) {
        return;
    }
    detail::CallNotes& notes = *event.notes();
    auto* call = notes.find<Traced>(key_);
    std::string text;
    switch (event.kind()) {
        case EventKind::handler_begin: return;
        case EventKind::call_begin: text = fmt::format("{} {}", event.hook(), event.args()); break;
        case EventKind::handler_end:
            text = fmt::format("; {} {}{}", event.callback(), spell_duration(event.duration()),
                               spell_thrown(event.exception()));
            break;
        case EventKind::call_end:
            text = fmt::format("; {} ran, {}{}", event.ran(), spell_duration(event.duration()),
                               spell_thrown(event.exception()));
            break;
    }
    text = detail::escaped(text);  // An argument's text may contain line ends; a call stays one line.
    if (event.kind() == EventKind::call_begin) {
        if (call == nullptr) {
            call = &notes.keep(key_, traced(key_, notes));
        }
        call->open.push_back(call->lines->size());
        call->lines->push_back(std::string(2 * call->depth, ' ') + text);
        return;
    }
    if (call == nullptr) {
        return;  // The trace became an observer in the middle of this call.
    }
    (*call->lines)[call->open.back()] += text;
    if (event.kind() == EventKind::handler_end) {
        return;
    }
    call->open.pop_back();
    if (!call->open.empty()) {
        return;
    }
    const auto finished = call->is_outermost ? std::move(call->lines) : nullptr;
    notes.erase(key_);  // Before the lines are written: a call that `write_` makes is not inside this one.
    if (finished != nullptr) {
        for (const std::string& line : *finished) {
            write_(line);
        }
    }
}

}  // namespace weft
