// SPDX-License-Identifier: MIT
// Writes down every call.
#include <weft/trace.hpp>

#include "text/exception_text.hpp"

#include <weft/detail/text/escaped.hpp>
#include <weft/detail/text/printer.hpp>

#include <fmt/format.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace weft {

namespace {

/// What the trace knows of a call that runs.
struct Traced {
    std::shared_ptr<std::vector<std::string>> lines;  // Of the outermost call and all in it, as they began.
    bool is_outermost;
    std::size_t depth;  // Of its line.
    std::vector<std::size_t>
        open;  // Its own lines: one, or one for each time that the trace observes the fabric.
};

std::string spell_duration(Event::Duration duration) {
    return fmt::format("{:.1f} us", std::chrono::duration<double, std::micro>(duration).count());
}

std::string spell_thrown(const std::exception_ptr& exception) {
    return exception == nullptr ? std::string() : " threw " + detail::exception_text(exception);
}

/// Begins a call's lines: those of the call around it, which this trace has seen to begin, go on.
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
    text = detail::escaped(text);  // A call is one line, whatever its arguments hold.
    if (event.kind() == EventKind::call_begin) {
        if (call == nullptr) {
            call = &notes.keep(key_, traced(key_, notes));
        }
        call->open.push_back(call->lines->size());
        call->lines->push_back(std::string(2 * call->depth, ' ') + text);
        return;
    }
    if (call == nullptr) {
        return;  // Observed from its middle on.
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
    notes.erase(key_);  // What `write_` calls is no longer inside.
    if (finished != nullptr) {
        for (const std::string& line : *finished) {
            write_(line);
        }
    }
}

}  // namespace weft
