// SPDX-License-Identifier: MIT
// The lines that are drawn on terminals, and texts between them.
#include "text/stream.hpp"

#include "text/output.hpp"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <mutex>
#include <utility>
#include <vector>

namespace weft::detail {

namespace {

constexpr std::string_view to_begin_and_clear = "\r\x1b[K";

struct DrawnLine {
    std::FILE* file;
    const void* owner;
    std::string text;
};

/// Never destroyed: something may print while the program ends.
struct DrawnLines {
    std::mutex mutex;
    std::vector<DrawnLine> lines;
    std::atomic<std::size_t> count = 0;  // Of the lines, to be read without the mutex.

    void remove(std::vector<DrawnLine>::iterator line) {
        lines.erase(line);
        count = lines.size();
    }
};

DrawnLines& drawn() {
    static auto& all = *new DrawnLines;
    return all;
}

std::vector<DrawnLine>::iterator line_on(DrawnLines& all, std::FILE* file) {
    return std::find_if(all.lines.begin(), all.lines.end(),
                        [file](const DrawnLine& line) { return is_same_terminal(line.file, file); });
}

std::vector<DrawnLine>::iterator line_of(DrawnLines& all, const void* owner) {
    return std::find_if(all.lines.begin(), all.lines.end(),
                        [owner](const DrawnLine& line) { return line.owner == owner; });
}

}  // namespace

int write_text(std::string_view text, std::FILE* file) {
    DrawnLines& all = drawn();
    if (all.count == 0) {
        return write_and_flush(text, file);
    }
    const std::lock_guard lock(all.mutex);
    const auto line = line_on(all, file);
    if (line == all.lines.end()) {
        return write_and_flush(text, file);
    }
    std::string written(text);
    if (line->file == file) {
        written.insert(0, to_begin_and_clear);
    } else {
        static_cast<void>(write_and_flush(to_begin_and_clear, line->file));
    }
    if (!text.ends_with('\n')) {
        all.remove(line);
    } else if (line->file == file) {
        written += line->text;
    } else {
        const int error = write_and_flush(written, file);
        static_cast<void>(write_and_flush(line->text, line->file));
        return error;
    }
    return write_and_flush(written, file);
}

int draw_line(std::string text, std::FILE* file, const void* owner) {
    DrawnLines& all = drawn();
    const std::lock_guard lock(all.mutex);
    const std::string written = std::string(to_begin_and_clear) + text;
    if (const auto mine = line_of(all, owner); mine != all.lines.end()) {
        all.remove(mine);
    }
    if (const auto before = line_on(all, file); before != all.lines.end()) {
        all.remove(before);
    }
    all.lines.push_back({file, owner, std::move(text)});
    all.count = all.lines.size();
    return write_and_flush(written, file);
}

int erase_line(const void* owner) {
    DrawnLines& all = drawn();
    const std::lock_guard lock(all.mutex);
    const auto line = line_of(all, owner);
    if (line == all.lines.end()) {
        return 0;
    }
    std::FILE* const file = line->file;
    all.remove(line);
    return write_and_flush(to_begin_and_clear, file);
}

void erase_lines() {
    DrawnLines& all = drawn();
    const std::lock_guard lock(all.mutex);
    for (const DrawnLine& line : all.lines) {
        static_cast<void>(write_and_flush(to_begin_and_clear, line.file));
    }
    all.lines.clear();
    all.count = 0;
}

void forget_line(const void* owner) noexcept {
    DrawnLines& all = drawn();
    if (all.count == 0) {
        return;
    }
    const std::lock_guard lock(all.mutex);
    if (const auto line = line_of(all, owner); line != all.lines.end()) {
        all.remove(line);
    }
}

}  // namespace weft::detail
